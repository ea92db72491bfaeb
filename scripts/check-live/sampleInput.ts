import type { IDataObject } from 'n8n-workflow';

import { topOf } from '../../nodes/request/moreInput';
import { setPath } from '../../nodes/request/objectPath';
import type { TaskFacts, OneOfFact, FieldFact } from '../../tools/facts/facts';

type Input = IDataObject;

/** Files on the web that the user gives for the operations that take some, by kind. */
export interface Links {
	readonly image?: string;
	readonly video?: string;
	readonly audio?: string;
}

type LinkKind = keyof Links;

type Sample =
	| { readonly input: Input }
	/** The options of the command that would complete it, with remarks. */
	| { readonly missing: readonly string[] };

const SAMPLE_TEXT = 'A red apple on a white table';

/** Fields that make a result shorter, smaller or simpler, and so cheaper; sent although they are optional. */
const CHEAPER = ['duration', 'resolution', 'mode', 'generate_audio', 'enable_audio'];

const EARLIER_TASK = /(^|\.)(origin_task_id|continue_song_id)$/;

function linkKindOf(path: string): LinkKind | undefined {
	const name = path.split('.').at(-1)?.replace('[]', '') ?? '';
	if (/audio|dubbing/.test(name)) return 'audio';
	if (/video/.test(name)) return 'video';
	return /image|mask|frame|_input$/.test(name) ? 'image' : undefined;
}

const numberIn = (value: unknown): number => Number.parseFloat(String(value));

/** The smallest of the choices; those without a number keep their order, in which the facts begin with the simplest. */
const smallest = (choices: readonly unknown[]): unknown =>
	[...choices].sort((one, other) => (numberIn(one) || 0) - (numberIn(other) || 0))[0];

const isText = (path: string): boolean => /(prompt|text|lyrics)$/.test(path);

function valueFor(field: FieldFact, links: Links): { value: unknown } | { missing: string } {
	const { path, type, enum: choices = [], min, default: usual } = field;
	if (EARLIER_TASK.test(path))
		return { missing: `--input with ${path}, the ID of an earlier task` };
	if (choices.length > 0) return { value: smallest(choices) };
	if (type === 'boolean') return { value: false };
	if (type === 'integer' || type === 'number') return { value: min ?? usual ?? 1 };
	const kind = linkKindOf(path);
	if (kind !== undefined) {
		const link = links[kind];
		if (link === undefined) return { missing: `--${kind}-url` };
		return { value: type === 'array' ? [link] : link };
	}
	return isText(path) ? { value: SAMPLE_TEXT } : { missing: `--input with ${path}` };
}

/** The list of objects that a path leads through; undefined when it leads through none. */
const listOf = (path: string): string | undefined => /^([^[]+)\[\]\./.exec(path)?.[1];

/** Whether a field must be sent. One in a list of objects must be only where the list itself is not optional. */
function isNeeded(field: FieldFact, fields: readonly FieldFact[]): boolean {
	const list = listOf(field.path);
	const isInOptional =
		list !== undefined && fields.some(({ path, required }) => path === list && !required);
	return field.required && !isInOptional;
}

const isCheaper = ({ path, enum: choices = [], min, type, default: usual }: FieldFact): boolean =>
	CHEAPER.includes(path) &&
	(choices.length > 0 || type === 'boolean' || (min ?? usual) !== undefined);

/** A field that is itself a list of objects is filled by its parts. */
const isFilledByParts = ({ path }: FieldFact, fields: readonly FieldFact[]): boolean =>
	fields.some((other) => other.path.startsWith(`${path}[].`) || other.path.startsWith(`${path}.`));

/** Of a list, the first entry is filled. */
const put = (target: Input, path: string, value: unknown): void =>
	setPath(target, path.replaceAll('[]', '[0]'), value);

/** Whether one of several fields has to be filled, and none is. */
const isOpen = ({ paths, when }: OneOfFact, input: Input): boolean =>
	(when === undefined || (when.values ?? [input[when.path]]).includes(input[when.path])) &&
	!paths.some((path) => Object.hasOwn(input, topOf(path)));

/** Fills the first of several fields that a value can be found for; what is missing otherwise. */
function fillOne(
	{ paths }: OneOfFact,
	fields: readonly FieldFact[],
	links: Links,
	input: Input,
): string | undefined {
	const values = fields
		.filter(({ path }) => paths.includes(path))
		.map((field) => ({ path: field.path, value: valueFor(field, links) }));
	for (const { path, value } of values) {
		if ('missing' in value) continue;
		put(input, path, value.value);
		return undefined;
	}
	const missing = values.flatMap(({ value }) => ('missing' in value ? value.missing : []));
	return missing[0] ?? '--input';
}

/**
 * The simplest and cheapest input that the facts allow: what is required, a prompt, and what keeps the price low. `own`
 * is what the user gives, by name; it is sent as it is.
 */
export function sampleInput(
	{ input: fields, oneOf = [] }: Pick<TaskFacts, 'input' | 'oneOf'>,
	links: Links,
	own: Readonly<Record<string, unknown>> = {},
): Sample {
	const input = { ...own } as Input;
	const missing = new Set<string>();
	for (const field of fields) {
		const isWanted = isNeeded(field, fields) || field.path === 'prompt' || isCheaper(field);
		const isGiven = Object.hasOwn(own, topOf(field.path));
		if (!isWanted || isFilledByParts(field, fields) || isGiven) continue;
		const value = valueFor(field, links);
		if ('missing' in value) missing.add(value.missing);
		else put(input, field.path, value.value);
	}
	for (const choice of oneOf.filter((one) => isOpen(one, input))) {
		const without = fillOne(choice, fields, links, input);
		if (without !== undefined) missing.add(without);
	}
	if (missing.size > 0) return { missing: [...missing] };
	return Object.keys(input).length === 0 ? { missing: ['--input'] } : { input };
}
