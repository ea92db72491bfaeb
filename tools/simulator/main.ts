import { parseArgs } from 'node:util';
import { networkFlags, networkHelp, networkOptions } from './networkFlags';
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

const text = { type: 'string' } as const;

const toggle = { type: 'boolean', default: false } as const;

const start = async (): Promise<Simulator | undefined> => {
	const { values } = parseArgs({
		options: {
			port: { ...text, default: DEFAULT_PORT },
			'task-seconds': text,
			'api-key': text,
			'max-concurrent': text,
			recorded: text,
			...networkFlags,
			'webhook-progress': toggle,
			'webhook-end-first': toggle,
			'webhook-delay': text,
			'webhook-times': text,
			'webhook-lost': toggle,
			'webhook-tries': text,
			'webhook-pause': text,
			'webhook-timeout': text,
			help: toggle,
		},
	});
	if (values.help) {
		process.stdout.write(USAGE);
		return undefined;
	}
	const number = (name: keyof typeof values): number | undefined => {
		const given = values[name];
		if (typeof given !== 'string') return undefined;
		const value = Number(given);
		if (given.trim() !== '' && value >= 0) return value;
		throw new Error(`--${name} needs a number, not ${given}`);
	};
	const seed = number('recorded');
	const progress = values['webhook-progress'];
	return await startSimulator({
		port: number('port'),
		taskSeconds: number('task-seconds'),
		apiKey: values['api-key'],
		maxConcurrent: number('max-concurrent'),
		accountConcurrency: number('max-concurrent'),
		answerShape: seed === undefined ? undefined : recordedShapes(Math.floor(seed)),
		...networkOptions(values),
		webhookEvents: { created: progress, progress },
		webhookOrder: values['webhook-end-first'] ? 'endFirst' : 'asItHappens',
		webhookDelaySeconds: number('webhook-delay'),
		webhookTimes: number('webhook-times'),
		webhookLost: () => values['webhook-lost'],
		webhookTries: number('webhook-tries'),
		webhookPauseSeconds: number('webhook-pause'),
		webhookTimeoutSeconds: number('webhook-timeout'),
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
