import type { INodeTypeDescription } from 'n8n-workflow';

import { variantsOf } from '../catalog';
import type { AnyModelFamily, AnyModelOperation } from '../catalog/anyModel/families';
import { modelsFor, setValues } from '../catalog/anyModel/models';
import { inSentence, priceText } from '../catalog/priceText';
import type { Family, Operation } from '../catalog/vocabulary';

type NodeHint = NonNullable<INodeTypeDescription['hints']>[number];

/** The price of an operation, or of one of its models. */
interface Priced {
	readonly operation: string;
	readonly model?: string;
	/** Undefined where it is not known. */
	readonly text: string | undefined;
}

/** One price where all models cost the same. */
function pricesOf(operation: Operation): Priced[] {
	const { value, price } = operation;
	const prices = variantsOf(operation).map((variant) => ({
		operation: value,
		model: variant.value,
		text: price && priceText(price, variant.value),
	}));
	const texts = new Set(prices.map(({ text }) => text));
	return texts.size > 1 ? prices : [...texts].map((text) => ({ operation: value, text }));
}

/** A model may be offered with several operations: the first one counts, as in the list of models. */
const pricesOfAnyModel = ({ value }: AnyModelOperation): Priced[] =>
	modelsFor(value)
		.filter(({ id }, index, models) => models.findIndex((model) => model.id === id) === index)
		.map((anyModel) => {
			const { id, model, operation } = anyModel;
			const set = setValues(anyModel, []);
			const text = operation.price && priceText(operation.price, model.value, set);
			return { operation: value, model: id, text };
		});

const MORE = 'To estimate your items, turn on Dry Run in Task Options.';
const MODELS = '["", "." + $parameter.model, "." + $parameter.anyModel]';

/** Parameters that are hidden keep their values, so both kinds of models may be there. */
const conditionOf = (places: readonly string[], operation: string): string =>
	`={{ ${MODELS}.some((model) => ${JSON.stringify(places)}.includes(${operation} + model)) }}`;

const hintOf = (text: string, displayCondition: string): NodeHint => ({
	message: `Costs ${inSentence(text)}. ${MORE}`,
	displayCondition,
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
});

/**
 * What the operation and model that are chosen cost, shown in the output before the node has run: there it takes no room
 * in the form, and n8n's AI does not read it.
 */
export function priceHintsOf(
	families: readonly Family[],
	anyModelFamilies: readonly AnyModelFamily[] = [],
): NodeHint[] {
	const hasResources = families.length > 1;
	const placesOf = new Map<string, string[]>();
	const add = ({ value }: Family, { operation, model, text }: Priced): void => {
		if (text === undefined) return;
		const names = [...(hasResources ? [value] : []), operation, ...(model ? [model] : [])];
		placesOf.set(text, [...(placesOf.get(text) ?? []), names.join('.')]);
	};
	for (const family of families)
		family.operations.flatMap(pricesOf).forEach((priced) => add(family, priced));
	for (const family of anyModelFamilies)
		family.operations.flatMap(pricesOfAnyModel).forEach((priced) => add(family, priced));
	const operation = `${hasResources ? '$parameter.resource + "." + ' : ''}$parameter.operation`;
	return [...placesOf].map(([text, places]) => hintOf(text, conditionOf(places, operation)));
}
