/**
 * The words in which PiAPI's offer is written down: a family has operations, an operation has fields
 * and results. Everything else (form, request, results, docs, simulator, tests) is derived from them.
 */

/** What a result file, or the main result of a family, is. */
export type MediaKind = 'image' | 'video' | 'audio' | 'model' | 'text';

/** How sure a fact is. Limits and closed lists are enforced only where it is `documented`. */
export type Confidence = 'documented' | 'client-code' | 'inferred';

export interface Choice {
	readonly value: string;
	readonly label: string;
	readonly help?: string;
}

interface FieldFacts {
	/** Place in the task's `input`, e.g. `origin_task_id`, `camera.type`. */
	readonly path: string;
	/** The n8n parameter's name: camel case of the path. */
	readonly parameter: string;
	readonly label: string;
	/** Help text under the field: a sentence without a period. */
	readonly help: string;
	readonly required: boolean;
	/** Stands above the Options collection. Required fields always do. */
	readonly onTop: boolean;
	readonly placeholder: string;
}

export interface TextField extends FieldFacts {
	readonly type: 'text';
	readonly rows?: number;
	/** Characters; given only where PiAPI documents it. */
	readonly maximumLength?: number;
	/** An unusual value is sent all the same; the run shows this hint. */
	readonly unusual?: { readonly unless: RegExp; readonly hint: string };
	/** Usual values, offered in a list beside free text. */
	readonly suggestions?: readonly Choice[];
}

export interface NumberField extends FieldFacts {
	readonly type: 'number';
	readonly integer: boolean;
	readonly minimum?: number;
	readonly maximum?: number;
}

export interface BooleanField extends FieldFacts {
	readonly type: 'boolean';
}

/** A closed list: another value is refused before the task is made. */
export interface ChoiceField extends FieldFacts {
	readonly type: 'choice';
	readonly choices: readonly Choice[];
}

/** The task that this operation builds on. */
export interface TaskField extends FieldFacts {
	readonly type: 'task';
}

/** A file: a link, or a binary field that is sent the way the field asks for. */
export interface MediaField extends FieldFacts {
	readonly type: 'media';
	readonly media: Exclude<MediaKind, 'text'>;
	/** What PiAPI takes: a link (a binary is uploaded first) or the bytes as base64 text. */
	readonly sentAs: 'link' | 'base64';
	/** The path holds an array of them. */
	readonly multiple: boolean;
}

export type Field = TextField | NumberField | BooleanField | ChoiceField | TaskField | MediaField;

/** One place in `output` where a result stands. An array there gives several files. */
export interface Result {
	/** Path in the task's `output`. */
	readonly path: string;
	readonly kind: MediaKind;
	/** What the file is to the user: `image`, `grid`, `cover`, … */
	readonly role: string;
}

export interface Operation {
	/** n8n's operation value. */
	readonly value: string;
	readonly name: string;
	/** Sentence-case action, shown in n8n's node panel. */
	readonly action: string;
	readonly description: string;
	readonly model: string;
	readonly taskType: string;
	readonly fields: readonly Field[];
	/** Best result first: the first file found becomes the item's `url`. */
	readonly results: readonly Result[];
	/** Seconds a task usually takes, when the facts say so. */
	readonly typicalSeconds?: number;
	readonly confidence: Confidence;
	/** PiAPI's page about it. */
	readonly source: string;
}

export interface Family {
	/** n8n's resource value. */
	readonly value: string;
	readonly name: string;
	/** What its tasks make; sets pace and time limits. */
	readonly kind: MediaKind;
	/** Shown above the fields, e.g. that PiAPI has stopped the service. */
	readonly notice?: string;
	/** PiAPI's name of the family in the task history, where it is known. */
	readonly historyModel?: string;
	readonly operations: readonly Operation[];
}

const camelCase = (path: string): string =>
	path.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());

type Own<F extends Field, K extends keyof F = never> = Pick<F, 'label' | 'help'> &
	Partial<Pick<F, 'required' | 'onTop' | 'placeholder' | 'parameter'>> &
	Omit<Pick<F, Exclude<keyof F, keyof FieldFacts | 'type'>>, K> &
	Partial<Pick<F, K>>;

const facts = (
	path: string,
	own: Partial<FieldFacts> & Pick<FieldFacts, 'label' | 'help'>,
): FieldFacts => ({
	path,
	parameter: own.parameter ?? camelCase(path),
	label: own.label,
	help: own.help,
	required: own.required ?? false,
	onTop: own.required === true || own.onTop === true,
	placeholder: own.placeholder ?? '',
});

export const text = (path: string, own: Own<TextField>): TextField => ({
	...own,
	...facts(path, own),
	type: 'text',
});

export const integer = (path: string, own: Own<NumberField, 'integer'>): NumberField => ({
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

/** Choices whose label is the value itself. */
export const plainChoices = (...values: string[]): Choice[] =>
	values.map((value) => ({ value, label: value }));
