import { parseArgs } from 'node:util';
import { networkFlags, networkHelp, networkOptions } from '../../tools/simulator/networkFlags';
import type { SimulatorOptions } from '../../tools/simulator/options';
import { provocationHelp } from '../../tools/simulator/provocations';
import { ClearFailure, messageOf } from '../../tools/command/failure';
import { readExample, type ExampleName } from '../../tools/n8n/workflow';
import { CALLBACK_EXAMPLE, CALLBACK_TASK_SECONDS, FREE_EXAMPLE, PAID_EXAMPLE } from './service';

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
	/** Let the simulator call the nodes back, so that an execution pauses. */
	readonly callback: boolean;
	readonly help: boolean;
}

const nameOf = async (example: ExampleName): Promise<string> => (await readExample(example)).name;

/** The help names the examples as n8n does. */
export const usageText = async (): Promise<string> => `npm start -- [options]

Runs an example in an n8n of its own and leaves the editor open: "${await nameOf(FREE_EXAMPLE)}",
with a simulator of PiAPI, at no cost. With your key it runs "${await nameOf(PAID_EXAMPLE)}" with the real
PiAPI, which costs about $0.0015.

  --once                     end after the run; exit code 0 only if it succeeded
  --port <number>            the editor's port (5678, or PORT; with --once any free one)
  --help                     show this help

With the simulator only:

  --callback                 run "${await nameOf(CALLBACK_EXAMPLE)}" instead: its execution
                             waits with Pause Until Callback. The simulator's tasks take ${CALLBACK_TASK_SECONDS} seconds,
                             and its calls of n8n's public address are led to this n8n
${networkHelp}
${provocationHelp}
PIAPI_API_KEY      use the real PiAPI with this key; tasks cost money
PIAPI_BASE_URL     the address of the real PiAPI (https://api.piapi.ai)
`;

const usualPort = 5678;

/** What the command line says that no option stands for; the help follows. */
class WrongUsage extends ClearFailure {}

/** Reads the command line and the environment; fails with the help where the command line is wrong. */
export async function optionsOf(
	parameters: readonly string[],
	environment: NodeJS.ProcessEnv,
): Promise<StartOptions> {
	try {
		return readOptions(parameters, environment);
	} catch (error) {
		if (!(error instanceof WrongUsage)) throw error;
		throw new ClearFailure(`${error.message}\n\n${await usageText()}`);
	}
}

export function readOptions(
	parameters: readonly string[],
	environment: NodeJS.ProcessEnv,
): StartOptions {
	const { once, port, help, callback, ...network } = parse(parameters);
	const apiKey = environment.PIAPI_API_KEY?.trim() || undefined;
	if (apiKey !== undefined && [callback, ...Object.values(network)].includes(true)) {
		throw new ClearFailure(
			'--callback, --no-upload and --html are for the simulator. Unset PIAPI_API_KEY.',
		);
	}
	const wanted = port ?? (environment.PORT || undefined);
	return {
		once,
		port: wanted === undefined ? (once ? undefined : usualPort) : portNumber(wanted),
		apiKey,
		baseUrl: environment.PIAPI_BASE_URL?.trim() || 'https://api.piapi.ai',
		simulator: networkOptions(network),
		callback,
		help,
	};
}

function parse(parameters: readonly string[]) {
	try {
		return parseArgs({
			args: [...parameters],
			options: {
				once: { type: 'boolean', default: false },
				port: { type: 'string' },
				callback: { type: 'boolean', default: false },
				...networkFlags,
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new WrongUsage(messageOf(error));
	}
}

function portNumber(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port > 0 && port <= 65_535) return port;
	throw new ClearFailure(`The port must be a number from 1 to 65535, not "${text}".`);
}
