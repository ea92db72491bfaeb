import type { IDataObject } from 'n8n-workflow';

import type { Field, Operation } from '../catalog/vocabulary';
import { digestOf } from './digest';
import { isProblem, type Problem } from '../transport/problem';
import type { TaskRequest } from '../transport/task';
import { mediaSources, type BinaryReference, type MediaDesk, type MediaSource } from './media';
import { valueOf } from './value';

/** What an item asks for, before its files are uploaded. */
export interface Draft {
	/** Without the files that stand in `files`. */
	readonly request: TaskRequest;
	readonly files: readonly DraftFiles[];
	readonly hints: readonly string[];
}

interface DraftFiles {
	readonly path: string;
	readonly multiple: boolean;
	readonly sentAs: 'link' | 'base64';
	readonly sources: readonly MediaSource[];
}

export interface DraftOptions {
	readonly itemIndex: number;
	/** The parameter that belongs to a field. */
	readonly read: (field: Field) => unknown;
	readonly serviceMode: string;
	readonly webhookUrl: string;
	/** From the credential. */
	readonly webhookSecret: string;
}

/** Puts a value at a dotted path, making the objects on the way. */
export function setAt(target: IDataObject, path: string, value: unknown): void {
	const keys = path.split('.');
	const last = keys.pop();
	if (last === undefined) return;
	let place = target;
	for (const key of keys) {
		place[key] ??= {};
		place = place[key] as IDataObject;
	}
	place[last] = value as IDataObject[string];
}

/** Reads an item's parameters into a request. Nothing that is unset is sent. */
export function draftOf(operation: Operation, options: DraftOptions): Draft | Problem {
	const input: IDataObject = {};
	const files: DraftFiles[] = [];
	const hints: string[] = [];
	for (const field of operation.fields) {
		const raw = options.read(field);
		if (field.type === 'media') {
			const sources = mediaSources(field, raw, options.itemIndex);
			if (isProblem(sources)) return sources;
			const { path, multiple, sentAs } = field;
			if (sources.some((source) => 'binary' in source)) {
				files.push({ path, multiple, sentAs, sources });
			} else if (sources.length > 0) {
				const sent = sources.flatMap((source) => ('sent' in source ? source.sent : []));
				setAt(input, path, multiple ? sent : sent[0]);
			}
			continue;
		}
		const value = valueOf(field, raw);
		if (value === 'unset') continue;
		if (isProblem(value)) return value;
		if (value.hint) hints.push(value.hint);
		setAt(input, field.path, value.value);
	}
	const config = configOf(options);
	if (isProblem(config)) return config;
	return {
		request: {
			model: operation.model,
			task_type: operation.taskType,
			input,
			...(Object.keys(config).length > 0 ? { config } : {}),
		},
		files,
		hints,
	};
}

function configOf({ serviceMode, webhookUrl, webhookSecret }: DraftOptions): IDataObject | Problem {
	const endpoint = webhookUrl.trim();
	if (endpoint !== '' && !/^https?:\/\/[^\s]+$/i.test(endpoint)) {
		return {
			message: `Webhook URL is not a link: ${endpoint.slice(0, 80)}`,
			advice: 'Give Webhook URL an address that starts with https:// and that PiAPI can reach.',
		};
	}
	const webhook = { endpoint, ...(webhookSecret === '' ? {} : { secret: webhookSecret }) };
	return {
		...(serviceMode === '' ? {} : { service_mode: serviceMode }),
		...(endpoint === '' ? {} : { webhook_config: webhook }),
	};
}

/** Of what is asked for: the content of files instead of their links, and no config. */
export async function digestOfDraft(draft: Draft, desk: MediaDesk): Promise<string> {
	const { model, task_type, input } = draft.request;
	const references = draft.files.flatMap(({ path, sources }) =>
		sources.map((source) => ({ path, source })),
	);
	const files = await Promise.all(
		references.map(async ({ path, source }) => ({
			path,
			content: 'sent' in source ? source.sent : await desk.fingerprint(source.binary),
		})),
	);
	return digestOf({ model, task_type, input, files });
}

/** The request with its files in place. */
export async function requestOf(draft: Draft, desk: MediaDesk): Promise<TaskRequest | Problem> {
	const input = structuredClone(draft.request.input);
	for (const { path, multiple, sentAs, sources } of draft.files) {
		const place = async (binary: BinaryReference) =>
			sentAs === 'base64' ? await desk.base64(binary) : await desk.link(binary);
		const sent: string[] = [];
		for (const source of sources) {
			const value = 'sent' in source ? source.sent : await place(source.binary);
			if (typeof value !== 'string') return value;
			sent.push(value);
		}
		setAt(input, path, multiple ? sent : sent[0]);
	}
	return { ...draft.request, input };
}
