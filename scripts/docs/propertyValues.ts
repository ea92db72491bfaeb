import type { INodeProperties } from 'n8n-workflow';

const WORDS: Readonly<Partial<Record<INodeProperties['type'], string>>> = {
	boolean: 'on or off',
	number: 'number',
	json: 'JSON',
	dateTime: 'date and time',
};

/** The entries of the rows of a list. */
const innerOf = ({ options = [] }: INodeProperties): INodeProperties[] =>
	options.flatMap((option) => ('values' in option ? option.values : []));

/** The choices of a property of the form, or what it takes. */
export function valuesOfProperty(property: INodeProperties): string {
	const { type, options = [], modes = [] } = property;
	const names = options.flatMap((option) => ('value' in option ? [option.name] : []));
	if (names.length > 0) return names.join(', ');
	if (type === 'resourceLocator') return modes.map(({ displayName }) => displayName).join(', ');
	if (type === 'fixedCollection') {
		const inner = innerOf(property).map((one) => `${one.displayName} (${valuesOfProperty(one)})`);
		return `rows of ${inner.join(' and ')}`;
	}
	return WORDS[type] ?? 'text';
}

/** What a property of the form is at first; empty where it is a list or a locator. */
export function defaultOfProperty({ default: value, options = [] }: INodeProperties): string {
	const chosen = options.find((option) => 'value' in option && option.value === value);
	if (chosen !== undefined) return chosen.name;
	if (typeof value === 'object') return '';
	return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}
