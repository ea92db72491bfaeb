import type { IDataObject } from 'n8n-workflow';

import { variantsOf } from '../catalog';
import { moreInput } from '../catalog/sharedFields';
import type { Field, MediaField, Operation, Variant } from '../catalog/vocabulary';
import { configOf, type ConfigSettings } from './config';
import { digestOf } from './digest';
import { isProblem, type Problem } from '../transport/problem';
import type { TaskRequest } from '../transport/task';
import type { FileUploader } from './fileUploader';
import { mediaSources, nameOfSource, type BinaryReference, type MediaSource } from './mediaSources';
import { clashInMoreInput, isInMoreInput, readMoreInput } from './moreInput';
import { notSentHint, takes } from './onlyFor';
import { canSetPath, getPath, isWithin, setPath, skippedEntry } from './objectPath';
import { emptyProblem, readChoice, required, wrong } from './readValue';
import { brokenRule, completionsFor, hintsOnRules, type Given } from './rules';
import { valueOf } from './value';

/** What an item asks for, before its files are uploaded. */
export interface Draft {
	/** Without the files that are in `files`. */
	readonly request: TaskRequest;
	readonly files: readonly DraftFiles[];
	readonly hints: readonly string[];
}

interface DraftFiles {
	readonly path: string;
	readonly multiple: boolean;
	readonly sentAs: MediaField['sentAs'];
	readonly sources: readonly MediaSource[];
}

export interface DraftOptions extends ConfigSettings {
	readonly itemIndex: number;
	/** The parameter that belongs to a field. */
	readonly read: (field: Field) => unknown;
	/** The Model parameter of an operation that has variants. */
	readonly variant?: unknown;
}

/** What the fields of an item come to. */
interface Reading {
	readonly input: IDataObject;
	readonly files: DraftFiles[];
	readonly hints: string[];
	/** The paths that are set. */
	readonly given: string[];
}

const invalidPath = (label: string, advice: string): Problem =>
	wrong(label, 'is not a valid input path', advice);

/** Why a field that is set cannot be put beside those before it; users name fields too. */
function clash({ path, label }: Field, { input, given }: Reading): Problem | undefined {
	if (given.includes(path)) {
		return wrong(label, 'is set twice', `Remove one of the two ${label}.`);
	}
	const parts = [...given].filter((other) => isWithin(path, other) || isWithin(other, path));
	return canSetPath(input, path) && !(path !== '' && parts.length > 0)
		? undefined
		: invalidPath(
				label,
				`Write ${label} as a path such as camera.type or images[0].url, which no other field sets.`,
			);
}

/** Lists that the fields fill entry by entry must have no gaps. */
function gap({ input, given }: Reading): Problem | undefined {
	for (const path of given) {
		const skipped = skippedEntry(input, path, given);
		if (skipped === undefined) continue;
		return invalidPath(path, `Set ${skipped} too: list entries are numbered from 0 without gaps.`);
	}
	return undefined;
}

/** Files that have to be uploaded are not in the input yet. */
function countAt({ input, files }: Reading, path: string): number {
	const own = files.find((one) => one.path === path);
	if (own !== undefined) return own.sources.length;
	const value = getPath(input, path);
	return Array.isArray(value) ? value.length : 0;
}

/** Reads one field; what is unset leaves no trace. */
function readField(
	field: Field,
	{ read, itemIndex }: DraftOptions,
	reading: Reading,
): Problem | undefined {
	const { input, files, hints, given } = reading;
	const raw = read(field);
	if (field.type === 'media') {
		const sources = mediaSources(field, raw, itemIndex);
		if (isProblem(sources)) return sources;
		if (sources.length === 0) return undefined;
		const misplaced = clash(field, reading);
		if (misplaced) return misplaced;
		given.push(field.path);
		const { path, multiple, sentAs } = field;
		if (sources.some((source) => 'binary' in source)) {
			files.push({ path, multiple, sentAs, sources });
			return undefined;
		}
		const sent = sources.flatMap((source) => ('sent' in source ? source.sent : []));
		setPath(input, path, multiple ? sent : sent[0]);
		return undefined;
	}
	const value = valueOf(field, raw);
	if (value === 'unset') return undefined;
	if (isProblem(value)) return value;
	const misplaced = clash(field, reading);
	if (misplaced) return misplaced;
	if (value.hint) hints.push(value.hint);
	given.push(field.path);
	setPath(input, field.path, value.value);
	return undefined;
}

/** Reads the fields that the request takes; a field that depends on another one comes after it. */
function readFields(
	operation: Operation,
	model: string,
	options: DraftOptions,
	reading: Reading,
	more: IDataObject,
): Problem | undefined {
	const valueAt = (path: string): unknown => getPath(reading.input, path) ?? getPath(more, path);
	const isFree = ({ onlyFor }: Field): boolean => onlyFor === undefined;
	const inOrder = [
		...operation.fields.filter(isFree),
		...operation.fields.filter((field) => !isFree(field)),
	];
	for (const field of inOrder) {
		if (takes(field, { model, valueAt })) {
			const problem = readField(field, options, reading);
			if (problem) return problem;
		} else {
			const hint = notSentHint(operation, field, options.read(field), options.itemIndex);
			if (hint !== undefined) reading.hints.push(hint);
		}
	}
	return undefined;
}

/** Reads an item's parameters into a request. Nothing that is unset is sent. */
export function draftOf(operation: Operation, options: DraftOptions): Draft | Problem {
	const variant = variantOf(operation, options.variant);
	if (isProblem(variant)) return variant;
	const reading: Reading = { input: {}, files: [], hints: [], given: [] };
	for (const [path, value] of Object.entries(operation.fixed ?? {})) {
		setPath(reading.input, path, value);
	}
	const { input, files, hints, given } = reading;
	const more = readMoreInput(options.read(moreInput));
	const readable = isProblem(more) ? {} : more;
	const problem = readFields(operation, variant.value, options, reading, readable);
	if (problem) return problem;
	if (isProblem(more)) return more;
	const taken = clashInMoreInput(operation, more, given);
	if (taken) return taken;
	setPath(input, '', more);
	const skips = gap(reading);
	if (skips) return skips;
	const all: Given = {
		model: variant.value,
		has: (path) => given.includes(path) || isInMoreInput(more, path),
		valueAt: (path) => getPath(input, path),
		countAt: (path) => countAt(reading, path),
	};
	const broken = brokenRule(operation, all);
	if (broken) return broken;
	hints.push(...hintsOnRules(operation, all));
	for (const [path, value] of completionsFor(operation.completions, given)) {
		setPath(input, path, structuredClone(value));
	}
	const config = configOf({
		...options,
		serviceMode: options.serviceMode || (operation.serviceMode ?? ''),
	});
	if (isProblem(config)) return config;
	return {
		request: {
			model: variant.model,
			task_type: variant.taskType,
			input,
			...(Object.keys(config).length > 0 ? { config } : {}),
		},
		files,
		hints,
	};
}

/** The model decides about quality and price, so an expression that returns none gets no default. */
function variantOf(operation: Operation, chosen: unknown): Variant | Problem {
	const variants = variantsOf(operation);
	const [usual] = variants;
	if (variants.length === 1 && usual !== undefined) return usual;
	const value = required('Model', readChoice('Model', variants, chosen));
	if (isProblem(value)) return value;
	return variants.find((variant) => variant.value === value) ?? emptyProblem('Model');
}

/** Of what is asked for: the content of files instead of their links, and no config. */
export async function digestOfDraft(draft: Draft, uploader: FileUploader): Promise<string> {
	const { model, task_type, input } = draft.request;
	const references = draft.files.flatMap(({ path, sources }) =>
		sources.map((source) => ({ path, source })),
	);
	const files = await Promise.all(
		references.map(async ({ path, source }) => ({
			path,
			content: 'sent' in source ? source.sent : await uploader.fingerprint(source.binary),
		})),
	);
	return digestOf({ model, task_type, input, files });
}

/** The request with the names of its files in their place. Nothing is read or uploaded. */
export function outlineOf({ request, files }: Draft): TaskRequest {
	const input = structuredClone(request.input);
	for (const { path, multiple, sources } of files) {
		const named = sources.map(nameOfSource);
		setPath(input, path, multiple ? named : named[0]);
	}
	return { ...request, input };
}

/** The request with its files in place. */
export async function requestOf(
	draft: Draft,
	uploader: FileUploader,
): Promise<TaskRequest | Problem> {
	const input = structuredClone(draft.request.input);
	for (const { path, multiple, sentAs, sources } of draft.files) {
		const place = async (binary: BinaryReference) => await uploader[sentAs](binary);
		const sent: string[] = [];
		for (const source of sources) {
			const value = 'sent' in source ? source.sent : await place(source.binary);
			if (typeof value !== 'string') return value;
			sent.push(value);
		}
		setPath(input, path, multiple ? sent : sent[0]);
	}
	return { ...draft.request, input };
}
