import type {
	BooleanField,
	Choice,
	ChoiceField,
	Condition,
	Field,
	FieldFacts,
	JsonField,
	MediaField,
	NotWhen,
	NumberField,
	OfModels,
	RowsField,
	Rule,
	TaskField,
	TextField,
} from './vocabulary';

/** Marks of lists add nothing to a name: `lora_settings[0].lora_type` is `loraSettingsLoraType`. */
const camelCase = (path: string): string =>
	path
		.replace(/\[\d*\]/g, '')
		.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

type Own<F extends Field, K extends keyof F = never> = Pick<F, 'label' | 'help'> &
	Partial<Pick<F, 'required' | 'onTop' | 'main' | 'placeholder' | 'parameter' | 'onlyFor'>> &
	Omit<Pick<F, Exclude<keyof F, keyof FieldFacts | 'type'>>, K> &
	Partial<Pick<F, K>>;

/** The shape, length, size and quality of a result, and how many there are, are main fields wherever they occur. */
const MAIN_PATHS = [
	'aspect_ratio',
	'batch_size',
	'duration',
	'height',
	'mode',
	'n',
	'num_images',
	'quality',
	'resolution',
	'scale',
	'size',
	'width',
];

const isMain = (path: string, { main, required = false }: Partial<FieldFacts>): boolean =>
	!required && (main ?? MAIN_PATHS.includes(path));

const facts = (
	path: string,
	own: Partial<FieldFacts> & Pick<FieldFacts, 'label' | 'help'>,
): FieldFacts => ({
	path,
	parameter: own.parameter ?? (path === 'mode' ? 'modeChoice' : camelCase(path)),
	label: own.label,
	help: own.help,
	required: own.required ?? false,
	onTop: own.required === true || own.onTop === true || isMain(path, own),
	main: isMain(path, own),
	placeholder: own.placeholder ?? '',
});

export const text = (path: string, own: Own<TextField>): TextField => ({
	...own,
	...facts(path, own),
	type: 'text',
});

/** Counts, lengths and sizes in pixels: none of them can be 0, whatever PiAPI documents. */
const AMOUNT = /^(batch_size|duration|height|num_images|resolution|width)$|(^|_)steps$/;

export const integer = (path: string, own: Own<NumberField, 'integer'>): NumberField => ({
	...(AMOUNT.test(path) ? { least: 1 } : {}),
	...own,
	...facts(path, own),
	type: 'number',
	integer: true,
});

export const decimal = (path: string, own: Own<NumberField, 'integer'>): NumberField => ({
	...own,
	...facts(path, own),
	type: 'number',
	integer: false,
});

export const toggle = (path: string, own: Own<BooleanField>): BooleanField => ({
	...own,
	...facts(path, own),
	type: 'boolean',
});

export const choice = (path: string, own: Own<ChoiceField>): ChoiceField => ({
	...own,
	...facts(path, own),
	type: 'choice',
});

export const task = (path: string, own: Own<TaskField>): TaskField => ({
	...own,
	...facts(path, own),
	type: 'task',
});

export const media = (path: string, own: Own<MediaField, 'sentAs' | 'multiple'>): MediaField => ({
	...own,
	...facts(path, own),
	type: 'media',
	sentAs: own.sentAs ?? 'link',
	multiple: own.multiple ?? false,
});

export const json = (path: string, own: Own<JsonField, 'shape'>): JsonField => ({
	...own,
	...facts(path, own),
	type: 'json',
	shape: own.shape ?? 'object',
});

export const rows = (path: string, own: Own<RowsField>): RowsField => ({
	...own,
	...facts(path, own),
	type: 'rows',
});

/** `pan_down` as Pan Down; anything but plain words stays as it is. */
const labelOf = (value: string | number): string =>
	typeof value === 'string' && /^[a-z]+([_ ][a-z]+)*$/.test(value)
		? value
				.split(/[_ ]/)
				.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
				.join(' ')
		: String(value);

/** Choices whose labels say nothing but their values. */
export const plainChoices = (...values: Array<string | number>): Choice[] =>
	values.map((value) => ({ value, label: labelOf(value) }));

/** At least one of them must be given. */
export const anyOf = (...paths: string[]): Rule => ({ kind: 'anyOf', paths });

/** At least one of them must be given, on a condition. */
export const anyOfWhen = (when: Condition, ...paths: string[]): Rule => ({
	kind: 'anyOf',
	paths,
	when,
});

/** At most one of them may be given. */
export const notTogether = (...paths: string[]): Rule => ({ kind: 'notTogether', paths });

/** The first one may be given only beside the second. */
export const onlyWith = (path: string, needs: string): Rule => ({ kind: 'onlyWith', path, needs });

/** A number in the rows of a list, such as `shots[].duration`, may add up to this. */
export const sumAtMost = (most: number, path: string): Rule => ({
	kind: 'atMost',
	of: 'sum',
	paths: [path],
	most,
});

/** These numbers, multiplied, may be this. */
export const productAtMost = (most: number, ...paths: string[]): Rule => ({
	kind: 'atMost',
	of: 'product',
	paths,
	most,
});

/** These fields may have this many files together. */
export const filesAtMost = (most: number, ...paths: string[]): Rule => ({
	kind: 'atMost',
	of: 'count',
	paths,
	most,
});

/** The same, on a condition. */
export const filesAtMostWhen = (when: Condition, most: number, path: string): Rule => ({
	kind: 'atMost',
	of: 'count',
	paths: [path],
	most,
	when,
});

/** What the form of a field begins with; undefined where the facts say nothing. */
export const standardOf = (field: Field): string | number | boolean | undefined =>
	'standard' in field ? field.standard : undefined;

/** The values that a field lists, whether it takes others or not. */
export function listedChoices(field: Field | undefined): readonly Choice[] {
	if (field?.type === 'choice') return field.choices;
	return (field?.type === 'text' || field?.type === 'number' ? field.suggestions : undefined) ?? [];
}

/** On the condition, the field may not be given, or not with these values. */
export const notWhen = (
	when: Condition | OfModels,
	path: string,
	...values: NonNullable<Condition['values']>
): NotWhen => ({ kind: 'notWhen', path, when, ...(values.length === 0 ? {} : { values }) });
