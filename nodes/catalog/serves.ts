/** The operations of "any model": what they are given, and what they return. */
export type AnyOperation =
	| 'generateAnyImage'
	| 'editAnyImage'
	| 'generateAnyVideoFromText'
	| 'generateAnyVideoFromImage'
	| 'generateAnyVideoFromReferences'
	| 'generateAnyMusic'
	| 'generateAnySpeech'
	| 'generateAny3dModel';

/** The fields that models have in common, by their paths in the operations of "any model". */
export type CommonPath =
	| 'prompt'
	| 'image'
	| 'last_frame'
	| 'images'
	| 'voice'
	| 'lyrics'
	| 'aspect_ratio'
	| 'duration'
	| 'resolution'
	| 'count'
	| 'negative_prompt'
	| 'seed';

/** What a value should keep to: a number, or the length of a text. */
export interface KnownRange {
	readonly from?: number;
	readonly to: number;
}

/** Values of the input by path, as the form would have them. */
export type SetValues = Readonly<Record<string, string | number | boolean>>;

/** A model as "any model" lists it. */
export interface ServedModel {
	/** For expressions, e.g. `kling-3.0`. Never changes. */
	readonly id: string;
	readonly name: string;
	/** Of the operation's models, by its `value`; the only one when left out. */
	readonly variant?: string;
	/** What else makes it this model. */
	readonly set?: SetValues;
}

/** How a prompt names reference images, each with its number from 1 on. */
export interface ImageNames {
	readonly before: '@image' | '@image_';
	/** Clients know that each image has to be named. */
	readonly all?: true;
}

/** That an operation is offered under "any model", too. */
export interface Serves {
	readonly as: readonly AnyOperation[];
	readonly models: readonly ServedModel[];
	/** Where the common fields go, if not to the usual paths. The files of a list may go to one path each; an empty list is none. */
	readonly paths?: Readonly<Partial<Record<CommonPath, string | readonly string[]>>>;
	/** What stands for the values of a common field, where the model's field has others, by value. */
	readonly values?: Readonly<Partial<Record<CommonPath, SetValues>>>;
	/** What clients know about limits that PiAPI does not document: other values are sent with a hint. */
	readonly known?: Readonly<Partial<Record<CommonPath, KnownRange>>>;
	/** Where the model reads names of images in its prompt. */
	readonly imageNames?: ImageNames;
	/** What is set for every request. */
	readonly set?: SetValues;
	/** What is set when a common field is given. */
	readonly setWith?: Readonly<Partial<Record<CommonPath, SetValues>>>;
}
