import type { INodeProperties } from 'n8n-workflow';

import { moreInput } from '../catalog/sharedFields';
import type { Choice, Field, OnlyFor, Operation, Rule } from '../catalog/vocabulary';
import { fieldAt, labelOf } from '../catalog/labels';
import { inSentence, priceText } from '../catalog/priceText';
import { optionsOf, propertyOf } from './field';
import type { Shown, When } from './form';

type FieldsAndRules = Pick<Operation, 'fields' | 'rules' | 'variants' | 'fixed' | 'price'>;

/** What the form can have for a field with a list. At first, one that is required may have none of it. */
function valuesOf(field: Field): When[string] {
	const { options = [], default: usual } = propertyOf(field);
	const listed = options.flatMap((option) => ('value' in option ? [option.value] : []));
	return [...new Set([...listed, ...(usual === '' ? [usual] : [])])];
}

/**
 * The values of another field on top for which a field does not show. n8n reads names after a slash from the top of the
 * parameters, and others beside the property.
 */
function hiddenFor(operation: FieldsAndRules, { onTop }: Field, onlyFor: OnlyFor): When {
	const root = onTop ? '' : '/';
	if ('models' in onlyFor) {
		const models = (operation.variants ?? []).map(({ value }) => value);
		return { [`${root}model`]: models.filter((model) => !onlyFor.models.includes(model)) };
	}
	const other = fieldAt(operation, onlyFor.path);
	const values = other === undefined ? [] : valuesOf(other);
	return {
		[`${root}${other?.parameter ?? onlyFor.path}`]: values.filter(
			(value) => !onlyFor.values.includes(value),
		),
	};
}

const unconditionalNeeds = ({ rules = [] }: FieldsAndRules): string[][] =>
	rules.flatMap((rule: Rule) =>
		rule.kind === 'anyOf' && rule.when === undefined ? [[...rule.paths]] : [],
	);

/** Of fields of which one is required, the first one says so. */
function hintOf(operation: FieldsAndRules, { path }: Field): string | undefined {
	const others =
		unconditionalNeeds(operation)
			.find(([first]) => first === path)
			?.slice(1) ?? [];
	if (others.length === 0) return undefined;
	const labels = others.map((other) => labelOf(operation, other));
	return `Fill in this or ${labels.join(' or ')}`;
}

const isOnlyOne = (operation: FieldsAndRules, { path }: Field): boolean =>
	unconditionalNeeds(operation).some((paths) => paths.length === 1 && paths[0] === path);

function shownOf(operation: FieldsAndRules, field: Field): Shown {
	const hint = hintOf(operation, field);
	const property: INodeProperties = {
		...propertyOf(field),
		...(isOnlyOne(operation, field) ? { required: true } : {}),
		...(hint === undefined ? {} : { hint }),
	};
	return field.onlyFor === undefined
		? { property }
		: { property, unless: hiddenFor(operation, field, field.onlyFor) };
}

/** n8n wants a period after several sentences, and none after one. */
const inOneSentence = (first: string | undefined, second: string): string =>
	first === undefined ? second : `${first}; ${inSentence(second)}`;

function modelProperty(operation: FieldsAndRules): Shown {
	const { variants = [] } = operation;
	const usual = variants[0]?.value ?? '';
	const choices = variants.map(({ value, label, help }): Choice => {
		const cost = priceText(operation, value);
		return { value, label, help: cost === undefined ? help : inOneSentence(help, cost) };
	});
	return {
		property: {
			displayName: 'Model',
			name: 'model',
			type: 'options',
			default: usual,
			description: 'The model that creates the result',
			options: optionsOf(choices),
		},
	};
}

/** The model, what the result is created from, other required fields, and the main fields, in this order. */
export function fieldsOnTop(operation: FieldsAndRules): Shown[] {
	const { variants, fields } = operation;
	const onTop = fields.filter((field) => field.onTop);
	const inOrder = [...onTop.filter(({ main }) => !main), ...onTop.filter(({ main }) => main)];
	return [
		...(variants === undefined ? [] : [modelProperty(operation)]),
		...inOrder.map((field) => shownOf(operation, field)),
	];
}

/** The other fields of the model, and More Input. */
export const fieldsInOptions = (operation: FieldsAndRules): Shown[] =>
	[...operation.fields.filter(({ onTop }) => !onTop), moreInput].map((field) =>
		shownOf(operation, field),
	);
