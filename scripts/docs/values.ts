import type { Choice, Field } from '../../nodes/catalog/vocabulary';
import { code } from './markdown';

const listed = (choices: readonly Choice[]): string =>
	choices.map(({ value }) => code(value)).join(', ');

function limits(minimum: number | undefined, maximum: number | undefined): string {
	if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
	if (minimum !== undefined) return `, ${minimum} or more`;
	return maximum === undefined ? '' : `, ${maximum} or less`;
}

/** What a field takes, in words. */
export function valuesOf(field: Field): string {
	switch (field.type) {
		case 'text': {
			const length =
				field.maximumLength === undefined ? '' : ` of at most ${field.maximumLength} characters`;
			const usual = field.suggestions?.length ? `; usual: ${listed(field.suggestions)}` : '';
			return `text${length}${usual}`;
		}
		case 'number':
			return `${field.integer ? 'whole number' : 'number'}${limits(field.minimum, field.maximum)}`;
		case 'boolean':
			return `${code('true')} or ${code('false')}`;
		case 'choice':
			return `one of ${listed(field.choices)}`;
		case 'task':
			return 'ID of a task';
		case 'media': {
			const own = field.sentAs === 'base64' ? 'base64 text' : 'link';
			return `${field.media}: ${own} or binary field${field.multiple ? ', one or more' : ''}`;
		}
	}
}
