import { isKey, bareKey } from '../calls/placeholders';
import { isTemplateObject, type Template, type TemplateObject } from '../calls/bodyTemplate';
import { isKeyName } from '../calls/written';

/** Names that no field of a task has; the others may be those of a field, such as the key of a song. */
const ONLY_A_KEY = /^(?:x[-_])?api[-_]?key$|^authorization$/i;

const isTypedKey = (name: string, value: Template): boolean =>
	ONLY_A_KEY.test(name.trim()) ||
	(isKeyName(name) && typeof value === 'string' && isKey(bareKey(value)));

/** A body without the keys that somebody typed into it, and their names. */
export function withoutKeyFields(body: TemplateObject): {
	readonly body: TemplateObject;
	readonly names: readonly string[];
} {
	const names: string[] = [];
	const cleared = (value: Template): Template => {
		if (Array.isArray(value)) return value.map(cleared);
		if (!isTemplateObject(value)) return value;
		const kept = Object.entries(value).filter(([name, inner]) => {
			const goes = isTypedKey(name, inner);
			if (goes) names.push(name);
			return !goes;
		});
		return Object.fromEntries(kept.map(([name, inner]) => [name, cleared(inner)]));
	};
	return { body: cleared(body) as TemplateObject, names };
}
