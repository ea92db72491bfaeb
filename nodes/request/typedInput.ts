import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../catalog/vocabulary';
import { getPath, setPath } from './objectPath';

export interface TypedInput {
	readonly input: IDataObject;
	/** What was changed. */
	readonly notes: readonly string[];
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

const asNumber = (text: string): number | undefined =>
	NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;

/** The number, or the boolean, that a text stands for where the field takes no text. */
function meantBy(field: Field, given: unknown): number | boolean | undefined {
	if (typeof given !== 'string') return undefined;
	const text = given.trim();
	switch (field.type) {
		case 'number':
			return asNumber(text);
		case 'choice':
			return field.choices.every(({ value }) => typeof value === 'number')
				? asNumber(text)
				: undefined;
		case 'boolean':
			return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
		default:
			return undefined;
	}
}

/** Every place of a field that has one value, those in rows one by one. */
const placesOf = (
	field: Field,
	input: IDataObject,
): Array<readonly [path: string, field: Field]> => {
	if (field.type !== 'rows') return [[field.path, field]];
	const list = getPath(input, field.path);
	return (Array.isArray(list) ? [...list.keys()] : []).flatMap((index) =>
		field.fields.map((inner) => [`${field.path}[${index}].${inner.path}`, inner] as const),
	);
};

/** The input with numbers and booleans in the place of texts that stand for them: PiAPI refuses such texts. */
export function typedInput(fields: readonly Field[], given: IDataObject): TypedInput {
	const input = structuredClone(given);
	const notes: string[] = [];
	for (const [path, field] of fields.flatMap((one) => placesOf(one, input))) {
		const before = getPath(input, path);
		const meant = meantBy(field, before);
		if (meant === undefined) continue;
		setPath(input, path, meant);
		const now = typeof meant === 'number' ? 'a number' : String(meant);
		notes.push(
			`"${path}" was the text ${JSON.stringify(before)} and is sent as ${now}: PiAPI refuses text there.`,
		);
	}
	return { input, notes };
}
