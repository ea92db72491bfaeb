import type { IDataObject } from 'n8n-workflow';

import { operationsOf } from '../../nodes/catalog';
import type { Price } from '../../nodes/catalog/price';
import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { setPath } from '../../nodes/request/objectPath';
import type { PriceFact } from '../../tools/facts/facts';

type Input = Readonly<Record<string, unknown>>;

/** Conditions that say something about the price and nothing about the request. */
const REMARKS = [
	'',
	'at most 30 s',
	'four outputs',
	'from points of the example',
	'older page 0.04',
	'output',
	'per 1000 characters',
	'rounded up',
];

/** What the conditions of the facts ask for. */
const ASKED: Readonly<Record<string, Input>> = {
	...Object.fromEntries(REMARKS.map((remark) => [remark, {}])),
	'version 3.0, 720p': { version: '3.0', mode: 'std', resolution: '720p', enable_audio: false },
	'version 3.0, 720p with audio': {
		version: '3.0',
		mode: 'std',
		resolution: '720p',
		enable_audio: true,
	},
	'version 3.0, 1080p': { version: '3.0', mode: 'pro', resolution: '1080p', enable_audio: false },
	'version 3.0, 1080p with audio': {
		version: '3.0',
		mode: 'pro',
		resolution: '1080p',
		enable_audio: true,
	},
	'2.5-turbo, 5 s': { version: '2.5-turbo', duration: 5 },
	'2.5-turbo, 10 s': { version: '2.5-turbo', duration: 10 },
	'std, by reference length': { mode: 'std' },
	'pro, by reference length': { mode: 'pro' },
	std: { professional_mode: false },
	pro: { professional_mode: true },
	'v2.3-fast, 768p 6 s (lower end)': { model: 'v2.3-fast', resolution: 768, duration: 6 },
	'v2.3-fast (upper end)': { model: 'v2.3-fast', resolution: 768, duration: 10 },
	'v2.3 (lower end)': { model: 'v2.3', resolution: 768, duration: 6 },
	'v2.3 (upper end)': { model: 'v2.3', resolution: 1080, duration: 6 },
	'ray-v2, 5 s': { model: 'ray-v2', duration: 5 },
	'with audio': { generate_audio: true },
	'without audio': { generate_audio: false },
	'to 0.5 megapixel': { width: 512, height: 1024 },
	'to 1': { width: 1024, height: 1024 },
	'to 1.5': { width: 1536, height: 1024 },
	above: { width: 1440, height: 1440 },
};

const SIZE = /^\d+[KPp]$/;

/** The inputs that a condition is about, such as two for `1K, 2K`; undefined where it is not understood. */
export function inputsOf(condition: string): readonly Input[] | undefined {
	const known = ASKED[condition];
	if (known !== undefined) return [known];
	const sizes = condition.replace(/^name inferred, /, '').split(', ');
	return sizes.every((size) => SIZE.test(size))
		? sizes.map((size) => ({ resolution: size, size }))
		: undefined;
}

/** Rows that say no request, or only one that a newer row replaces. */
export const isOfNoRequest = ({ taskTypes, condition }: PriceFact): boolean =>
	taskTypes.length === 0 || condition.endsWith('(older page)');

/** What the catalog calls the units of the facts. */
export const UNITS: Readonly<Record<string, Price['per']>> = {
	'1000 characters': '1000 characters',
	clip: 'task',
	frame: 'frame',
	generation: 'task',
	image: 'image',
	megapixel: 'megapixel',
	second: 'second',
};

const forOneUnit = (operation: Operation): Operation =>
	operation.price === undefined
		? operation
		: { ...operation, price: { ...operation.price, count: 1 } };

/** The operations for a model and task type, with prices that count a single unit, whatever the request says. */
export const operationsForOneUnit = (
	families: readonly Family[],
	model: string,
	taskType: string,
): Operation[] => operationsOf(families, model, taskType).map(forOneUnit);

/** The input with what the only operation always sends; of several, the input says which one it is for. */
export function withFixed(operations: readonly Operation[], input: Input): Input {
	const [only, ...others] = operations;
	const whole: IDataObject = { ...(input as IDataObject) };
	if (others.length > 0) return whole;
	for (const [path, value] of Object.entries(only?.fixed ?? {})) setPath(whole, path, value);
	return whole;
}
