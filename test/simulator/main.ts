import { parseArgs } from 'node:util';
import type { Simulator } from './simulator';
import { DEFAULT_API_KEY, startSimulator } from './simulator';

const DEFAULT_PORT = '4010';

const USAGE = `Plays PiAPI on 127.0.0.1, without cost.

  --port <number>            port of the API (${DEFAULT_PORT}); the next three serve upload, files and a stranger
  --task-seconds <number>    how long a task works (2)
  --api-key <text>           the key it takes (${DEFAULT_API_KEY})
  --max-concurrent <number>  tasks at once; more are refused with 429 (no limit)
`;

const numberFlag = (name: string, text: string | undefined): number | undefined => {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() === '' || !(value >= 0)) throw new Error(`--${name} needs a number, not ${text}`);
	return value;
};

const start = async (): Promise<Simulator | undefined> => {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: DEFAULT_PORT },
			'task-seconds': { type: 'string' },
			'api-key': { type: 'string' },
			'max-concurrent': { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help === true) {
		process.stdout.write(USAGE);
		return undefined;
	}
	const maxConcurrent = numberFlag('max-concurrent', values['max-concurrent']);
	return await startSimulator({
		port: numberFlag('port', values.port),
		taskSeconds: numberFlag('task-seconds', values['task-seconds']),
		apiKey: values['api-key'],
		maxConcurrent,
		accountConcurrency: maxConcurrent,
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
