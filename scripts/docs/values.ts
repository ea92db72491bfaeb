import type { Choice, Field, MediaField, NumberField } from '../../nodes/catalog/vocabulary';
import { code } from '../../tools/markdown';

const listed = (choices: readonly Choice[]): string =>
	choices.map(({ value }) => code(String(value))).join(', ');

const usual = (suggestions: readonly Choice[] = []): string =>
	suggestions.length === 0 ? '' : `; usual: ${listed(suggestions)}`;

function limits({ minimum, maximum, above }: NumberField): string {
	if (above !== undefined)
		return ` above ${above}${maximum === undefined ? '' : ` up to ${maximum}`}`;
	if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
	if (minimum !== undefined) return `, ${minimum} or more`;
	return maximum === undefined ? '' : `, ${maximum} or less`;
}

const manyOf = ({ multiple, maximumFiles }: MediaField): string => {
	if (!multiple) return '';
	return maximumFiles === undefined ? ', one or more' : `, at most ${maximumFiles}`;
};

const SENT_AS: Readonly<Record<MediaField['sentAs'], string>> = {
	base64: 'base64 text',
	link: 'link',
	linkOrBase64: 'link, base64 text',
};

/** What a field takes, in words. */
export function valuesOf(field: Field): string {
	switch (field.type) {
		case 'text': {
			const length =
				field.maximumLength === undefined ? '' : ` of at most ${field.maximumLength} characters`;
			return `text${length}${usual(field.suggestions)}`;
		}
		case 'number':
			return `${field.integer ? 'whole number' : 'number'}${limits(field)}${usual(field.suggestions)}`;
		case 'boolean':
			return `${code('true')} or ${code('false')}`;
		case 'choice':
			return `one of ${listed(field.choices)}`;
		case 'task':
			return 'ID of a task';
		case 'media': {
			return `${field.media}: ${SENT_AS[field.sentAs]} or binary field${manyOf(field)}`;
		}
		case 'json':
			return field.shape === 'array' ? 'JSON list' : 'JSON object';
		case 'rows': {
			const most = field.maximumRows === undefined ? '' : `, at most ${field.maximumRows}`;
			const parts = field.fields.map((inner) => `${inner.label} (${valuesOf(inner)})`);
			return `rows of ${parts.join(' and ')}${most}`;
		}
	}
}
