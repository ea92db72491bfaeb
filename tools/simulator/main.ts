import { parseArgs } from 'node:util';
import { networkFlags, networkHelp, networkOptions } from './networkFlags';
import type { SimulatorOptions } from './options';
import { provocationHelp } from './provocations';
import { recordedShapes } from './recordedShapes';
import { DEFAULT_API_KEY, startSimulator, type Simulator } from './simulator';

const DEFAULT_PORT = '4010';

const USAGE = `Plays PiAPI on 127.0.0.1, without cost.

  --port <number>            port of the API (${DEFAULT_PORT}); the next three serve upload, files and a stranger
  --task-seconds <number>    how long a task works (2)
  --api-key <text>           the key it takes (${DEFAULT_API_KEY})
  --max-concurrent <number>  tasks at once; more are refused with 429 (no limit)
  --recorded <number>        answers as others recorded them, with gaps; the number says which task gets which
${networkHelp}
Webhooks go to 127.0.0.1, localhost and [::1] only.

  --webhook-progress         also when a task is created and when its work begins, not just at its end
  --webhook-end-first        those of before the end come after it
  --webhook-delay <number>   seconds that they are late (0)
  --webhook-times <number>   how often each is sent (1)
  --webhook-lost             none is ever sent
  --webhook-tries <number>   how often each is tried until a 2xx (3)
  --webhook-pause <number>   seconds between the tries (5)
  --webhook-timeout <number> seconds that it waits for an answer (10)

${provocationHelp}`;

const numberFlag = (name: string, text: string | undefined): number | undefined => {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() === '' || !(value >= 0)) throw new Error(`--${name} needs a number, not ${text}`);
	return value;
};

const webhookFlags = {
	'webhook-progress': { type: 'boolean', default: false },
	'webhook-end-first': { type: 'boolean', default: false },
	'webhook-delay': { type: 'string' },
	'webhook-times': { type: 'string' },
	'webhook-lost': { type: 'boolean', default: false },
	'webhook-tries': { type: 'string' },
	'webhook-pause': { type: 'string' },
	'webhook-timeout': { type: 'string' },
} as const;

type WebhookValues = Readonly<Partial<Record<keyof typeof webhookFlags, string | boolean>>>;

const webhookOptions = (values: WebhookValues): SimulatorOptions => {
	const number = (name: keyof WebhookValues): number | undefined => {
		const value = values[name];
		return numberFlag(name, typeof value === 'string' ? value : undefined);
	};
	const progress = values['webhook-progress'] === true;
	return {
		webhookEvents: { created: progress, progress },
		webhookOrder: values['webhook-end-first'] === true ? 'endFirst' : 'asItHappens',
		webhookDelaySeconds: number('webhook-delay'),
		webhookTimes: number('webhook-times'),
		webhookLost: () => values['webhook-lost'] === true,
		webhookTries: number('webhook-tries'),
		webhookPauseSeconds: number('webhook-pause'),
		webhookTimeoutSeconds: number('webhook-timeout'),
	};
};

const start = async (): Promise<Simulator | undefined> => {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: DEFAULT_PORT },
			'task-seconds': { type: 'string' },
			'api-key': { type: 'string' },
			'max-concurrent': { type: 'string' },
			recorded: { type: 'string' },
			...networkFlags,
			...webhookFlags,
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help === true) {
		process.stdout.write(USAGE);
		return undefined;
	}
	const maxConcurrent = numberFlag('max-concurrent', values['max-concurrent']);
	const seed = numberFlag('recorded', values.recorded);
	return await startSimulator({
		port: numberFlag('port', values.port),
		taskSeconds: numberFlag('task-seconds', values['task-seconds']),
		apiKey: values['api-key'],
		maxConcurrent,
		accountConcurrency: maxConcurrent,
		answerShape: seed === undefined ? undefined : recordedShapes(Math.floor(seed)),
		...networkOptions(values),
		...webhookOptions(values),
	});
};

const explain = (error: unknown): string => {
	if (!(error instanceof Error)) return String(error);
	const { code, port } = error as Error & { code?: string; port?: number };
	return code === 'EADDRINUSE'
		? `Port ${port} is in use. Choose another one with --port.`
		: error.message;
};

const main = async (): Promise<void> => {
	const simulator = await start();
	if (simulator === undefined) return;
	process.stdout.write(
		[
			'The PiAPI simulator is running. Ctrl-C ends it.',
			`  Base URL         ${simulator.url}`,
			`  File Upload URL  ${simulator.uploadUrl}`,
			`  Result files     ${simulator.fileUrl}`,
			`  API Key          ${simulator.apiKey}`,
			'',
			provocationHelp,
		].join('\n'),
	);
	const end = (): void => {
		// Nothing else keeps the process alive, so it ends by itself.
		void simulator.close();
	};
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
};

main().catch((error: unknown) => {
	process.stderr.write(`${explain(error)}\n`);
	process.exitCode = 1;
});
