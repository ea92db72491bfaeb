import type { Confidence } from './confidence';
import type { Price } from './price';
import type { Serves } from './serves';

/**
 * The types in which the catalog describes what PiAPI offers: a family has operations, an operation has fields
 * and results. Everything else (form, request, results, docs, simulator, tests) is derived from them.
 */

/** What a result file, or the main result of a family, is. */
export type MediaKind = 'image' | 'video' | 'audio' | 'model' | 'text';

export interface Choice {
	readonly value: string | number;
	readonly label: string;
	readonly help?: string;
}

/** What every field has. */
export interface FieldFacts {
	/**
	 * Place in the task's `input`, e.g. `origin_task_id`, `camera.type`, `lora_settings[0].lora_type` (an entry of a
	 * list), `elements[].image_url` (one object a file). Empty: the input as a whole.
	 */
	readonly path: string;
	/** The n8n parameter's name: camel case of the path, of the same form in every operation. */
	readonly parameter: string;
	readonly label: string;
	/** Help text under the field: a sentence without a period. */
	readonly help: string;
	readonly required: boolean;
	/** A parameter of its own, above Options: required fields, main fields, and what the result is created from. */
	readonly onTop: boolean;
	/** What users set for most tasks, such as the aspect ratio. Main fields follow the other fields on top. */
	readonly main: boolean;
	readonly placeholder: string;
	/** The field is shown and sent only then. */
	readonly onlyFor?: OnlyFor;
}

/** Some of the operation's models, by their `value`. */
export interface OfModels {
	readonly models: readonly string[];
}

/** Some of the operation's models, or some values of another field on top. */
export type OnlyFor =
	| OfModels
	| { readonly path: string; readonly values: ReadonlyArray<string | number | boolean> };

export interface TextField extends FieldFacts {
	readonly type: 'text';
	readonly rows?: number;
	/** Characters; given only where PiAPI documents it. */
	readonly maximumLength?: number;
	/** An unusual value is still sent; the run shows this hint. */
	readonly unusual?: { readonly unless: RegExp; readonly hint: string };
	/** Usual values, offered in a list. Expressions may return others. */
	readonly suggestions?: readonly Choice[];
	/** Other values are common, so that the form lets the user type one. */
	readonly freeText?: boolean;
	/** Values that PiAPI takes in another way only. They are refused, with what to do instead. */
	readonly elsewhere?: { readonly if: RegExp; readonly advice: string };
	/** An object with this key, or its JSON text, is sent as an object. */
	readonly orObjectWith?: string;
	/** In a row: not required beside one of these keys. */
	readonly unless?: readonly string[];
	/** What PiAPI uses when the field is not sent, as far as the facts say. The form begins with it. */
	readonly standard?: string;
	/** Clients chose `standard`: PiAPI may use another value, so estimates do not rely on it. */
	readonly standardConfidence?: 'client-code';
}

export interface NumberField extends FieldFacts {
	readonly type: 'number';
	readonly integer: boolean;
	readonly minimum?: number;
	readonly maximum?: number;
	/** A bound that is not allowed itself. */
	readonly above?: number;
	/** The least that makes sense, such as one second, where PiAPI documents no limit. */
	readonly least?: 0 | 1;
	/** See TextField. */
	readonly suggestions?: readonly Choice[];
	/** See TextField. */
	readonly standard?: number;
	/** See TextField. */
	readonly standardConfidence?: 'client-code';
}

export interface BooleanField extends FieldFacts {
	readonly type: 'boolean';
	/** See TextField. */
	readonly standard?: boolean;
	/** See TextField. */
	readonly standardConfidence?: 'client-code';
}

/** A closed list: another value is refused before the task is created. */
export interface ChoiceField extends FieldFacts {
	readonly type: 'choice';
	readonly choices: readonly Choice[];
	/** See TextField. */
	readonly standard?: Choice['value'];
	/** See TextField. */
	readonly standardConfidence?: 'client-code';
}

/** The task that this operation builds on. */
export interface TaskField extends FieldFacts {
	readonly type: 'task';
}

/** A file: a link, or a binary field that is sent the way the field asks for. */
export interface MediaField extends FieldFacts {
	readonly type: 'media';
	readonly media: Exclude<MediaKind, 'text'>;
	/**
	 * What PiAPI takes: a link (a binary is uploaded first), the bytes as base64 text, or both (a binary that cannot be
	 * uploaded is sent as text).
	 */
	readonly sentAs: 'link' | 'base64' | 'linkOrBase64';
	/** The path holds an array of them. */
	readonly multiple: boolean;
	/** Given only where PiAPI documents it. */
	readonly maximumFiles?: number;
}

/** Anything that has no form of its own, as JSON. */
export interface JsonField extends FieldFacts {
	readonly type: 'json';
	readonly shape: 'object' | 'array' | 'any';
}

/** A field that can be in a row. */
export type PlainField = TextField | NumberField | BooleanField | ChoiceField;

/** A list of objects. The paths of its fields start at the object. */
export interface RowsField extends FieldFacts {
	readonly type: 'rows';
	readonly fields: readonly PlainField[];
	/** What one of them is called, where the label does not say so. */
	readonly entry?: string;
	/** An expression may give other keys as well, which are sent as they are. */
	readonly isOpen?: boolean;
	/** Given only where PiAPI documents it. */
	readonly maximumRows?: number;
}

export type Field = PlainField | TaskField | MediaField | JsonField | RowsField;

/** When a rule applies: if the field at the path is set, or is set to one of the values. */
export interface Condition {
	readonly path: string;
	readonly values?: ReadonlyArray<string | number | boolean>;
}

/** A field, or some of its values, that is refused on a condition. */
export interface NotWhen {
	readonly kind: 'notWhen';
	readonly path: string;
	readonly values?: Condition['values'];
	readonly when: Condition | OfModels;
}

/**
 * A rule between fields, named by their paths: at least one of them is required (`anyOf`), at most one is allowed
 * (`notTogether`), one requires another (`onlyWith`), or one is refused, or some of its values, on a condition
 * (`notWhen`), or the sum or the product of numbers, or the number of files, is limited (`atMost`). All but the first only
 * where PiAPI documents them.
 */
export type Rule =
	| { readonly kind: 'anyOf'; readonly paths: readonly string[]; readonly when?: Condition }
	| { readonly kind: 'notTogether'; readonly paths: readonly string[] }
	| { readonly kind: 'onlyWith'; readonly path: string; readonly needs: string }
	| NotWhen
	| {
			readonly kind: 'atMost';
			readonly of: 'sum' | 'product' | 'count';
			/** A number in the rows of a list is `shots[].duration`. */
			readonly paths: readonly string[];
			readonly most: number;
			readonly when?: Condition;
	  };

/** What PiAPI wants to have beside a group of fields: sent when anything below `beside` is, unless set by the user. */
export interface Completion {
	readonly beside: string;
	/** By path. */
	readonly values: Readonly<Record<string, unknown>>;
}

/** One of several models, or task types, that take the same fields. */
export interface Variant {
	/** Value of the Model parameter. */
	readonly value: string;
	readonly label: string;
	readonly help?: string;
	readonly model: string;
	readonly taskType: string;
}

/** One place in `output` where a result may be. An array there gives several files. */
export interface Result {
	/** Path in the task's `output`. */
	readonly path: string;
	readonly kind: MediaKind;
	/** What the file is to the user: `image`, `grid`, `cover`, … */
	readonly role: string;
	/**
	 * Path of another result of the operation that this one is a copy of: taken only where the other has no link, entry
	 * by entry in lists. Of several copies, the first in the list of results counts.
	 */
	readonly insteadOf?: string;
}

export interface Operation {
	/** n8n's operation value. */
	readonly value: string;
	readonly name: string;
	/** Its entry in the list of actions, where it is not `Family: name of the operation`. */
	readonly action?: string;
	readonly description: string;
	/** Of the first variant, where there are several. */
	readonly model: string;
	readonly taskType: string;
	/** Two or more, to be chosen as Model. */
	readonly variants?: readonly Variant[];
	/** Input that makes the operation what it is, by path, e.g. `version`. Always sent. */
	readonly fixed?: Readonly<Record<string, string | number | boolean>>;
	readonly fields: readonly Field[];
	/** Where PiAPI wants one; sent when the user chose none. */
	readonly serviceMode?: 'public';
	readonly rules?: readonly Rule[];
	/** What clients know not to work, and PiAPI does not document: it is sent with a hint. */
	readonly knownRules?: readonly NotWhen[];
	readonly completions?: readonly Completion[];
	/** Shown above the fields, e.g. that a plan is required. */
	readonly notice?: string;
	/** Where it is another one than the family's. */
	readonly availabilityNote?: string;
	/** Where it is another one than the family's: Kling makes sounds, too. */
	readonly kind?: MediaKind;
	/** Best result first: the first file found becomes the item's `url`. */
	readonly results: readonly Result[];
	/** Seconds a task usually takes, when the facts say so. */
	readonly typicalSeconds?: number;
	readonly price?: Price;
	/** How it is offered under "any model". */
	readonly serves?: readonly Serves[];
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
	/** Why PiAPI may refuse its tasks, e.g. that it has stopped the service. One sentence without its period. */
	readonly availabilityNote?: string;
	/** A page about what to use instead, with the text of its link. */
	readonly instead?: { readonly text: string; readonly page: string };
	/** PiAPI's name of the family in the task history, where it is known. */
	readonly historyModel?: string;
	/** The operation that a new node shows; the first one when left out. */
	readonly usualOperation?: string;
	readonly operations: readonly Operation[];
}
