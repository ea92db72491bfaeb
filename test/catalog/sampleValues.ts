import type { IDataObject, INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import type { Condition, Field, Operation, PlainField } from '../../nodes/catalog/vocabulary';

/** A value that PiAPI takes, and the parameter that stands for it. */
export interface Sample {
	readonly parameter: NodeParameterValueType;
	readonly sent: unknown;
}

const FILES: Readonly<Record<string, string>> = {
	image: 'https://example.com/fox.png',
	video: 'https://example.com/fox.mp4',
	audio: 'https://example.com/fox.mp3',
	model: 'https://example.com/fox.glb',
};

/** A PNG of one pixel. */
export const PIXEL =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const TASK_ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

const locator = (mode: string, value: unknown): NodeParameterValueType =>
	({ __rl: true, mode, value }) as unknown as NodeParameterValueType;

const same = (value: NodeParameterValueType): Sample => ({ parameter: value, sent: value });

function plainSample(field: PlainField): Sample {
	switch (field.type) {
		case 'text': {
			const suggested = field.freeText === true ? 0 : -1;
			const value = field.suggestions?.at(suggested)?.value ?? `a ${field.label.toLowerCase()}`;
			return field.freeText !== true
				? same(value)
				: { parameter: locator('value', value), sent: value };
		}
		case 'number':
			return same(field.suggestions?.at(-1)?.value ?? field.minimum ?? field.maximum ?? 2);
		case 'boolean':
			return same(true);
		case 'choice':
			return same(field.choices[field.choices.length - 1]?.value ?? '');
	}
}

/** A value for a field, written without the code that reads parameters. */
export function sampleOf(field: Field): Sample {
	switch (field.type) {
		case 'task':
			return { parameter: locator('list', TASK_ID), sent: TASK_ID };
		case 'media': {
			const base64 = field.sentAs === 'base64';
			const file = base64 ? PIXEL : (FILES[field.media] ?? '');
			const one = locator(base64 ? 'base64' : 'url', file);
			if (!field.multiple) return { parameter: one, sent: file };
			return { parameter: { items: [{ file: one }] } as INodeParameters, sent: [file] };
		}
		case 'json': {
			const sent = field.shape === 'array' ? [{ points: [{ x: 1, y: 2 }] }] : { anything: 'goes' };
			return { parameter: JSON.stringify(sent), sent };
		}
		case 'rows': {
			const samples = field.fields.map((inner) => [inner, plainSample(inner)] as const);
			const row = Object.fromEntries(
				samples.map(([inner, one]) => [inner.parameter, one.parameter]),
			);
			const sent = Object.fromEntries(samples.map(([inner, one]) => [inner.path, one.sent]));
			return { parameter: { items: [row] } as INodeParameters, sent: [sent] };
		}
		default:
			return plainSample(field);
	}
}

/** Puts a value into a body, by a path as the catalog writes it. */
export function place(body: IDataObject, path: string, value: unknown): void {
	if (path === '') {
		Object.assign(body, value);
		return;
	}
	const [first = '', ...rest] = path.split('.');
	const [, name = '', list] = /^([^[]+)(\[\d*\])?$/.exec(first) ?? [];
	const below = rest.join('.');
	if (list === '[]') {
		body[name] = (value as unknown[]).map((entry) => {
			const row: IDataObject = {};
			place(row, below, entry);
			return row;
		});
		return;
	}
	if (below === '') {
		body[name] = value as IDataObject[string];
		return;
	}
	const inner = (body[name] ??= list === undefined ? {} : [{}]);
	place((Array.isArray(inner) ? inner[0] : inner) as IDataObject, below, value);
}

/** The fields that must be there: what is required, and one of each group of which one is. */
export function neededFields({ fields, rules = [] }: Operation): Field[] {
	const oneOf = rules.flatMap((rule) => (rule.kind === 'anyOf' ? rule.paths.slice(0, 1) : []));
	return fields.filter(({ path, required }) => required || oneOf.includes(path));
}

/** Whether the sample of a field is one of the values that a rule names; without values, any is. */
const isSample = ({ fields }: Operation, { path, values }: Condition): boolean => {
	const field = fields.find((one) => one.path === path);
	if (field === undefined) return false;
	return values === undefined || values.some((value) => value === sampleOf(field).sent);
};

/** The fields whose samples a rule refuses beside the others, with this model or, without one, with any. */
const refusedFields = (operation: Operation, model?: string): string[] =>
	(operation.rules ?? []).flatMap((rule) => {
		if (rule.kind === 'notTogether') return rule.paths.slice(1);
		if (rule.kind !== 'notWhen' || !isSample(operation, rule)) return [];
		const { when } = rule;
		const holds =
			'models' in when
				? model === undefined || when.models.includes(model)
				: isSample(operation, when);
		return holds ? [rule.path] : [];
	});

const isFor = (operation: Operation, { onlyFor }: Field, model?: string): boolean => {
	if (onlyFor === undefined) return true;
	return 'models' in onlyFor
		? model !== undefined && onlyFor.models.includes(model)
		: isSample(operation, onlyFor);
};

/** All fields that may be given together. */
export function allFields(operation: Operation, model?: string): Field[] {
	const refused = refusedFields(operation, model);
	return operation.fields.filter(
		(field) => !refused.includes(field.path) && isFor(operation, field, model),
	);
}
