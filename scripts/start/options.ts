import { parseArgs } from 'node:util';
import { networkFlags, networkHelp, networkOptions } from '../../test/simulator/networkFlags';
import type { SimulatorOptions } from '../../test/simulator/options';
import { provocationHelp } from '../../test/simulator/provocations';
import { ClearFailure, messageOf } from '../n8n/failure';

export interface StartOptions {
	/** End after the run instead of leaving the editor open. */
	readonly once: boolean;
	/** The editor's port; undefined takes a free one. */
	readonly port: number | undefined;
	/** The key for the real PiAPI; without one the simulator plays it. */
	readonly apiKey: string | undefined;
	readonly baseUrl: string;
	/** How the simulator behaves. */
	readonly simulator: SimulatorOptions;
	readonly help: boolean;
}

export const usage = `npm start -- [--once] [--port <number>] [--no-upload] [--html]

Runs the example "Imagine, then upscale the best" in an n8n of its own, then leaves its editor open.

  --once                     end after the run; exit code 0 only when it succeeded
  --port <number>            the editor's port (5678, or PORT; with --once any free one)

Of the simulator:

${networkHelp}
${provocationHelp}
PIAPI_API_KEY      use the real PiAPI with this key, which costs money; else a simulator plays it
PIAPI_BASE_URL     where the real PiAPI is (https://api.piapi.ai)
`;

const usualPort = 5678;

/** Reads the command line and the environment. */
export function readOptions(
	parameters: readonly string[],
	environment: NodeJS.ProcessEnv,
): StartOptions {
	const { once, port, help, ...network } = parse(parameters);
	const apiKey = environment.PIAPI_API_KEY?.trim() || undefined;
	if (apiKey !== undefined && Object.values(network).includes(true)) {
		throw new ClearFailure('--no-upload and --html are for the simulator. Unset PIAPI_API_KEY.');
	}
	const wanted = port ?? (environment.PORT || undefined);
	return {
		once,
		port: wanted === undefined ? (once ? undefined : usualPort) : portNumber(wanted),
		apiKey,
		baseUrl: environment.PIAPI_BASE_URL?.trim() || 'https://api.piapi.ai',
		simulator: networkOptions(network),
		help,
	};
}

interface Given {
	readonly once: boolean;
	readonly port?: string;
	readonly 'no-upload': boolean;
	readonly html: boolean;
	readonly help: boolean;
}

function parse(parameters: readonly string[]): Given {
	try {
		return parseArgs({
			args: [...parameters],
			options: {
				once: { type: 'boolean', default: false },
				port: { type: 'string' },
				...networkFlags,
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
