import type { Source } from '../recorded/recorded';
import { capitalised, isObject, mapFields, mapValues, numberAsText, type Json } from './json';

/** `create` is the answer to a create; `unfinished` and `completed` belong to later ones. */
export type Stage = 'create' | 'unfinished' | 'completed' | 'failed';

export const gapNames = [
	'codeMissing',
	'endedAtMissing',
	'linksInObjects',
	'logsNull',
	'metaEmpty',
	'namesUpperCase',
	'nanoseconds',
	'numbersAsText',
	'outputEmptyList',
	'outputNull',
	'outputText',
	'sizesBesideLinks',
	'statusCapitalised',
	'statusEmptyAtCreate',
	'timesWithOffset',
] as const;

/** A way in which an answer may differ from the facts. */
export type GapName = (typeof gapNames)[number];

interface Gap {
	/** How good the evidence is; `variant` where nobody has recorded it. */
	readonly source: Source;
	/** The families in whose answers it was seen; in all others it is a variant. */
	readonly seenIn: readonly string[];
	readonly stages: readonly Stage[];
	/** Changes the `data` of an answer. A gap in what is around the data changes nothing here. */
	readonly change: (data: Json) => Json;
}

const always: readonly Stage[] = ['create', 'unfinished', 'completed', 'failed'];

const isLink = (value: unknown): value is string =>
	typeof value === 'string' && /^https?:/.test(value);

const changeOutput =
	(change: (output: unknown) => unknown) =>
	(data: Json): Json => ({ ...data, output: change(data.output) });

const changeMeta =
	(change: (meta: Json) => Json) =>
	(data: Json): Json =>
		isObject(data.meta) ? { ...data, meta: change(data.meta) } : data;

/** A link by itself becomes an object; one in an object of its own stays. */
const linksInObjects = (value: unknown): unknown => {
	if (isLink(value)) return { url: value };
	if (Array.isArray(value)) return value.map(linksInObjects);
	if (!isObject(value)) return value;
	return mapFields(value, (inner, name) =>
		/^(url|resource|resource_without_watermark)$/.test(name) ? inner : linksInObjects(inner),
	);
};

const sizesBesideLinks = (value: unknown): unknown => {
	if (Array.isArray(value)) return value.map(sizesBesideLinks);
	if (!isObject(value)) return value;
	const inner = mapFields(value, sizesBesideLinks);
	return Object.values(value).some(isLink) ? { width: 960, height: 540, ...inner } : inner;
};

const changeTimes = (change: (time: string) => string) =>
	changeMeta((meta) =>
		mapFields(meta, (value, name) =>
			name.endsWith('_at') && typeof value === 'string' && !value.startsWith('0001-')
				? change(value)
				: value,
		),
	);

/** An hour east of Greenwich; the time is the same. */
const withOffset = (time: string): string =>
	new Date(Date.parse(time) + 3_600_000).toISOString().replace(/\.\d+Z$/, '+01:00');

const upperCase = (value: unknown): string => String(value).toUpperCase();

export const gaps: Readonly<Record<GapName, Gap>> = {
	codeMissing: {
		source: 'vendor-docs',
		seenIn: ['ace-step', 'joycaption', 'kling'],
		stages: always,
		change: (data) => data,
	},
	endedAtMissing: {
		source: 'variant',
		seenIn: [],
		stages: ['completed', 'failed'],
		change: changeMeta(({ ended_at: _, ...meta }) => meta),
	},
	linksInObjects: {
		source: 'client-code',
		seenIn: ['image-toolkit', 'kling', 'omni-human'],
		stages: ['completed'],
		change: changeOutput(linksInObjects),
	},
	logsNull: {
		source: 'recorded',
		seenIn: ['kling', 'luma', 'udio'],
		stages: always,
		change: (data) => ({ ...data, logs: null }),
	},
	metaEmpty: {
		source: 'vendor-docs',
		seenIn: ['ai-hug', 'faceswap', 'kling', 'luma'],
		stages: always,
		change: (data) => ({ ...data, meta: {} }),
	},
	namesUpperCase: {
		source: 'variant',
		seenIn: [],
		stages: always,
		change: (data) => ({
			...data,
			model: upperCase(data.model),
			task_type: upperCase(data.task_type),
		}),
	},
	nanoseconds: {
		source: 'recorded',
		seenIn: ['kling'],
		stages: always,
		change: changeTimes((time) => time.replace(/Z$/, '.35263085Z')),
	},
	numbersAsText: {
		source: 'vendor-code',
		seenIn: [],
		stages: always,
		change: (data) => ({
			...changeMeta((meta) => ({ ...meta, usage: mapValues(meta.usage, numberAsText) }))(data),
			output: mapValues(data.output, numberAsText),
		}),
	},
	outputEmptyList: {
		source: 'variant',
		seenIn: [],
		stages: ['create', 'unfinished'],
		change: changeOutput(() => []),
	},
	outputNull: {
		source: 'vendor-docs',
		seenIn: ['diffrhythm', 'faceswap', 'flux', 'kling', 'seedance', 'trellis2', 'z-image'],
		stages: ['create', 'unfinished'],
		change: changeOutput(() => null),
	},
	outputText: {
		source: 'variant',
		seenIn: [],
		stages: ['create', 'unfinished'],
		change: changeOutput(() => 'queued'),
	},
	sizesBesideLinks: {
		source: 'vendor-docs',
		seenIn: ['kling', 'luma'],
		stages: ['completed'],
		change: changeOutput(sizesBesideLinks),
	},
	statusCapitalised: {
		source: 'client-code',
		seenIn: ['seedance'],
		stages: always,
		change: (data) => ({
			...data,
			status: capitalised(data.status),
		}),
	},
	statusEmptyAtCreate: {
		source: 'vendor-docs',
		seenIn: ['ai-hug', 'kling'],
		stages: ['create'],
		change: (data) => ({ ...data, status: '' }),
	},
	timesWithOffset: {
		source: 'vendor-docs',
		seenIn: ['ace-step', 'video-toolkit'],
		stages: always,
		change: changeTimes(withOffset),
	},
};

/** The data of an answer with its gaps. */
export const withGaps = (data: Json, names: readonly GapName[], stage: Stage): Json =>
	names
		.map((name) => gaps[name])
		.filter(({ stages }) => stages.includes(stage))
		.reduce((changed, { change }) => change(changed), data);
