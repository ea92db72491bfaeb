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
	const { value } = operation;
	const prices = variantsOf(operation).map((variant) => ({
		operation: value,
		model: variant.value,
		text: priceText(operation, variant.value),
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
			const text = priceText(operation, model.value, set);
			return { operation: value, model: id, text };
		});

const MORE = 'To estimate your items, turn on Dry Run in Task Options.';
const MODELS = '["", "." + $parameter.model, "." + $parameter.anyModel]';

const IS_PRIVATE = '$parameter.taskOptions?.serviceMode === "private"';
const PRIVATE_MESSAGE =
	'Service Mode Private uses no credits, unless PiAPI moves the task to its shared pool. To see the most that your items can cost, turn on Dry Run in Task Options.';

/** Where a text is shown. Chat and images have no Service Mode, but may keep the one of another operation. */
interface Places {
	readonly tasks: string[];
	readonly answers: string[];
}

/** Parameters that are hidden keep their values, so both kinds of models may be there. */
const isAt = (places: readonly string[], operation: string): string =>
	`${MODELS}.some((model) => ${JSON.stringify(places)}.includes(${operation} + model))`;

function conditionOf({ tasks, answers }: Places, operation: string): string {
	const parts = [
		...(tasks.length === 0 ? [] : [`!(${IS_PRIVATE}) && ${isAt(tasks, operation)}`]),
		...(answers.length === 0 ? [] : [isAt(answers, operation)]),
	];
	return `={{ ${parts.join(' || ')} }}`;
}

const hintOf = (message: string, displayCondition: string): NodeHint => ({
	message,
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
	const placesOf = new Map<string, Places>();
	const creating: string[] = [];
	const placeOf = (family: string, ...names: readonly string[]): string =>
		[...(hasResources ? [family] : []), ...names].join('.');
	const add = (family: string, isTask: boolean, { operation, model, text }: Priced): void => {
		if (text === undefined) return;
		const places = placesOf.get(text) ?? { tasks: [], answers: [] };
		const place = placeOf(family, operation, ...(model === undefined ? [] : [model]));
		(isTask ? places.tasks : places.answers).push(place);
		placesOf.set(text, places);
	};
	for (const { value, operations } of families) {
		for (const one of operations) {
			const isTask = one.taskType !== '';
			if (isTask) creating.push(placeOf(value, one.value));
			pricesOf(one).forEach((priced) => add(value, isTask, priced));
		}
	}
	for (const { value, operations } of anyModelFamilies) {
		for (const one of operations) {
			creating.push(placeOf(value, one.value));
			pricesOfAnyModel(one).forEach((priced) => add(value, true, priced));
		}
	}
	const operation = `${hasResources ? '$parameter.resource + "." + ' : ''}$parameter.operation`;
	return [
		...[...placesOf].map(([text, places]) =>
			hintOf(`Costs ${inSentence(text)}. ${MORE}`, conditionOf(places, operation)),
		),
		hintOf(
			PRIVATE_MESSAGE,
			`={{ ${IS_PRIVATE} && ${JSON.stringify(creating)}.includes(${operation}) }}`,
		),
	];
}
