import { parseArgs } from 'node:util';

import type { MediaKind } from '../../nodes/catalog/vocabulary';
import { isObject, parseJson } from '../../nodes/transport/json';
import { ClearFailure, messageOf } from '../../tools/command/failure';
import type { Links } from './sampleInput';

export interface LiveOptions {
	readonly kinds: readonly MediaKind[];
	readonly operations: readonly string[];
	readonly capUsd: number;
	/** What the user says that a task costs at most. */
	readonly worstUsd?: number;
	readonly links: Links;
	/** Input of the user's own, by name. */
	readonly input?: Readonly<Record<string, unknown>>;
	readonly baseUrl: string;
	readonly waitSeconds?: number;
	readonly output?: string;
	readonly list: boolean;
	readonly dryRun: boolean;
	readonly help: boolean;
}

export const usage = `npm run check:live -- [options]

Compares the answers of the real PiAPI with the facts in tools/facts, using your key in PIAPI_API_KEY.
It asks what costs nothing, creates the cheapest task of a kind, cancels another one, and writes a
report without your key, links, prompts and IDs.

      --kind KIND         image (default), video, audio, model or text; may be repeated
      --operation NAME    an operation of --list; may be repeated
      --cap USD           spend at most this (0.05)
      --worst-price USD   what a task of the named operations costs at most; required where the price
                          is not known
      --image-url URL     a file on the web, for operations that need one; also --video-url, --audio-url
      --input JSON        input of the one named operation, by field
      --wait SECONDS      how long to wait for a task (10 minutes for an image, 60 for a video)
      --output FOLDER     where the report goes (output/check-live/<time>)
      --list              print the operations and their prices; nothing is sent
      --dry-run           print what would be created; nothing is sent
      --base-url URL      the simulator, on this machine only
      --help

Exit code: 0 PiAPI answers as the facts say, 1 it deviates, 2 nothing was sent (no key, wrong options,
cap too low), 3 it stopped early: see the text, 130 Ctrl-C.`;

export const PIAPI_URL = 'https://api.piapi.ai';

const USUAL_CAP = 0.05;
const KINDS: readonly MediaKind[] = ['image', 'video', 'audio', 'model', 'text'];

const isKind = (text: string): text is MediaKind => KINDS.some((kind) => kind === text);

function parse(given: readonly string[]) {
	try {
		return parseArgs({
			args: [...given],
			options: {
				kind: { type: 'string', multiple: true, default: [] },
				operation: { type: 'string', multiple: true, default: [] },
				cap: { type: 'string' },
				'worst-price': { type: 'string' },
				'image-url': { type: 'string' },
				'video-url': { type: 'string' },
				'audio-url': { type: 'string' },
				input: { type: 'string' },
				wait: { type: 'string' },
				output: { type: 'string' },
				list: { type: 'boolean', default: false },
				'dry-run': { type: 'boolean', default: false },
				'base-url': { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new ClearFailure(`${messageOf(error)}\n\n${usage}`);
	}
}

function amount(name: string, text: string | undefined, unit: string): number | undefined {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() !== '' && value > 0 && Number.isFinite(value)) return value;
	throw new ClearFailure(`--${name} must be a number of ${unit} greater than 0.`);
}

function link(name: string, text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
	throw new ClearFailure(`--${name} must be a link that starts with https://.`);
}

function inputOf(text: string | undefined): Record<string, unknown> | undefined {
	if (text === undefined) return undefined;
	const value = parseJson(text);
	if (isObject(value)) return value;
	throw new ClearFailure('--input must be a JSON object.');
}

/** The key goes to PiAPI and to this machine, nowhere else. */
function baseUrlOf(text: string | undefined): string {
	if (text === undefined) return PIAPI_URL;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(url?.hostname ?? '');
	if (url?.origin === PIAPI_URL || (isHere && url?.protocol === 'http:')) return url?.origin ?? '';
	throw new ClearFailure(
		`--base-url must be ${PIAPI_URL} or an http address of this machine: your key is sent to it.`,
	);
}

function checkCombination({ kinds, operations, input }: LiveOptions): void {
	if (input !== undefined && (operations.length !== 1 || kinds.length > 0)) {
		throw new ClearFailure('--input needs exactly one --operation, and no --kind.');
	}
}

/** Reads the command line; fails with a text for the person at the terminal. */
export function readOptions(given: readonly string[]): LiveOptions {
	const values = parse(given);
	const kinds = values.kind.map((kind) => {
		if (isKind(kind)) return kind;
		throw new ClearFailure(`--kind must be one of ${KINDS.join(', ')}.`);
	});
	const options: LiveOptions = {
		kinds: kinds.length + values.operation.length === 0 ? ['image'] : kinds,
		operations: values.operation,
		capUsd: amount('cap', values.cap, 'US dollars') ?? USUAL_CAP,
		worstUsd: amount('worst-price', values['worst-price'], 'US dollars'),
		links: {
			image: link('image-url', values['image-url']),
			video: link('video-url', values['video-url']),
			audio: link('audio-url', values['audio-url']),
		},
		input: inputOf(values.input),
		baseUrl: baseUrlOf(values['base-url']),
		waitSeconds: amount('wait', values.wait, 'seconds'),
		output: values.output,
		list: values.list,
		dryRun: values['dry-run'],
		help: values.help,
	};
	checkCombination(options);
	return options;
}

/** The key of the environment; a header cannot hold anything else. */
export function keyOf(environment: NodeJS.ProcessEnv): string {
	const key = environment.PIAPI_API_KEY?.trim() ?? '';
	if (key === '') {
		throw new ClearFailure(
			'PIAPI_API_KEY is not set. Sign in at https://app.piapi.ai, copy your API key, and set it in the\n' +
				'environment variable PIAPI_API_KEY. Tasks are paid from its balance; --cap limits how much.',
		);
	}
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new ClearFailure('PIAPI_API_KEY has characters that no API key has. Copy it again.');
	}
	return key;
}
