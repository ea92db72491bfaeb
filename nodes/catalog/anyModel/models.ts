import { families, variantsOf } from '../index';
import { inSentence, priceText } from '../priceText';
import type { AnyOperation, CommonPath, ServedModel, Serves, SetValues } from '../serves';
import type { Choice, Family, Field, Operation, Variant } from '../vocabulary';

/** A model that an operation of "any model" can create with. */
export interface AnyModel extends ServedModel {
	readonly family: Family;
	readonly operation: Operation;
	readonly model: Variant;
	readonly serves: Serves;
}

const modelOf = (operation: Operation, served: ServedModel): Variant | undefined =>
	variantsOf(operation).find(
		({ value }) => served.variant === undefined || value === served.variant,
	);

/** Models that PiAPI may have stopped are offered by their own family only. */
function modelsOfFamily(family: Family, as: AnyOperation): AnyModel[] {
	if (family.availabilityNote !== undefined) return [];
	const offered = family.operations.filter(
		({ availabilityNote }) => availabilityNote === undefined,
	);
	return offered.flatMap((operation) =>
		(operation.serves ?? [])
			.filter((serves) => serves.as.includes(as))
			.flatMap((serves) =>
				serves.models.flatMap((served): AnyModel[] => {
					const model = modelOf(operation, served);
					return model === undefined ? [] : [{ ...served, family, operation, model, serves }];
				}),
			),
	);
}

const listModels = (as: AnyOperation): readonly AnyModel[] =>
	families
		.flatMap((family) => modelsOfFamily(family, as))
		.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));

/** Listed once: the form asks for each of its fields, and a run for each item. */
const listed = new Map<AnyOperation, readonly AnyModel[]>();

/** The models that an operation of "any model" offers, by name. */
export function modelsFor(as: AnyOperation): readonly AnyModel[] {
	const models = listed.get(as) ?? listModels(as);
	listed.set(as, models);
	return models;
}

/** Where models usually have what they have in common; the first path that the operation has counts. */
const USUAL_PATHS: Readonly<Record<CommonPath, readonly string[]>> = {
	prompt: ['prompt', 'text', 'gen_text', 'style_prompt', 'gpt_description_prompt'],
	image: ['image_url', 'image', 'start_image_url', 'start_image', 'images', 'image_urls'],
	last_frame: ['image_tail_url', 'end_image_url', 'end_image', 'tail_image_url'],
	images: ['image_urls', 'images', 'reference_image_urls', 'elements[].image_url', 'image'],
	voice: ['ref_audio'],
	lyrics: ['lyrics'],
	aspect_ratio: ['aspect_ratio'],
	duration: ['duration'],
	resolution: ['resolution', 'size'],
	count: ['batch_size', 'num_images'],
	negative_prompt: ['negative_prompt', 'negative_tags', 'negative_style_prompt'],
	seed: ['seed'],
};

/** The fields of the model that take a common field: one, several for one file each, or none. */
export function fieldsFor({ operation, serves }: AnyModel, path: CommonPath): readonly Field[] {
	const fieldAt = (other: string): Field[] =>
		operation.fields.filter((field) => field.path === other);
	const own = serves.paths?.[path];
	if (own !== undefined) return [own].flat().flatMap(fieldAt);
	return USUAL_PATHS[path].flatMap(fieldAt).slice(0, 1);
}

const hasField = ({ fields }: Operation, path: string): boolean =>
	fields.some((field) => field.path === path);

/** Whether the model has something for a common field: a field of its own, or a width and a height. */
export const hasCommon = (model: AnyModel, path: CommonPath): boolean =>
	fieldsFor(model, path).length > 0 ||
	(path === 'aspect_ratio' &&
		hasField(model.operation, 'width') &&
		hasField(model.operation, 'height'));

/** What the model sets by itself, given the common fields that are set. */
export const setValues = ({ serves, set }: AnyModel, given: readonly CommonPath[]): SetValues => ({
	...serves.set,
	...Object.fromEntries(given.flatMap((path) => Object.entries(serves.setWith?.[path] ?? {}))),
	...set,
});

/** "90 s" or "4 min". */
const timeText = (seconds: number): string =>
	seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;

/** What the model costs, as a sentence; undefined where it is not known. */
export const costOfModel = ({ operation, model, serves, set }: AnyModel): string | undefined =>
	priceText(operation, model.value, { ...serves.set, ...set });

/** The model in the list: its name, price and usual time. */
export function choiceOfModel(model: AnyModel): Choice {
	const { id, name, operation } = model;
	const cost = costOfModel(model);
	const parts = [
		name,
		cost === undefined ? 'price unknown' : inSentence(cost),
		...(operation.typicalSeconds === undefined ? [] : [timeText(operation.typicalSeconds)]),
	];
	return { value: id, label: parts.join(', ') };
}
