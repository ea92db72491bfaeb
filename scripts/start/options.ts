import { parseArgs } from 'node:util';
import { ClearFailure, messageOf } from '../n8n/failure';

export interface StartOptions {
	/** End after the run instead of leaving the editor open. */
	readonly once: boolean;
	/** The editor's port; undefined takes a free one. */
	readonly port: number | undefined;
	/** The key for the real PiAPI; without one the simulator plays it. */
	readonly apiKey: string | undefined;
	readonly baseUrl: string;
	readonly help: boolean;
}

export const usage = `npm start -- [--once] [--port <number>]

Runs the example "Imagine, then upscale the best" in an n8n of its own, then leaves its editor open.

  --once           end after the run; exit code 0 only when it succeeded
  --port <number>  the editor's port (5678, or PORT; with --once any free one)

PIAPI_API_KEY      use the real PiAPI with this key, which costs money; else a simulator plays it
PIAPI_BASE_URL     where the real PiAPI is (https://api.piapi.ai)
`;

const usualPort = 5678;

/** Reads the command line and the environment. */
export function readOptions(
	parameters: readonly string[],
	environment: NodeJS.ProcessEnv,
): StartOptions {
	const { once, port, help } = parse(parameters);
	const wanted = port ?? (environment.PORT || undefined);
	return {
		once,
		port: wanted === undefined ? (once ? undefined : usualPort) : portNumber(wanted),
		apiKey: environment.PIAPI_API_KEY?.trim() || undefined,
		baseUrl: environment.PIAPI_BASE_URL?.trim() || 'https://api.piapi.ai',
		help,
	};
}

function parse(parameters: readonly string[]): { once: boolean; port?: string; help: boolean } {
	try {
		return parseArgs({
			args: [...parameters],
			options: {
				once: { type: 'boolean', default: false },
				port: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new ClearFailure(`${messageOf(error)}\n\n${usage}`);
	}
}

function portNumber(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port > 0 && port <= 65_535) return port;
	throw new ClearFailure(`The port must be a number from 1 to 65535, and it is "${text}".`);
}
