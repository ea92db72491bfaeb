import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { listedChoices } from '../catalog/fields';
import { moreInput } from '../catalog/sharedFields';
import type { Family, Field, Operation, Variant } from '../catalog/vocabulary';
import { isObject } from '../transport/json';
import { isProblem, type Problem } from '../transport/problem';
import { asParameter, withoutDefaults } from './asParameter';
import { digestOf } from './digest';
import { draftOf, type Draft } from './draft';
import { topOf } from './moreInput';
import { getPath } from './objectPath';
import { takes } from './onlyFor';
import { optionsOfConfig, type RequestBody } from './requestBody';
import { typedInput, type TypedInput } from './typedInput';

/** An operation that sends a body. */
export interface Fit {
	readonly parameters: INodeParameters;
	/** What it sends. */
	readonly typed: TypedInput;
	/** A note for each key of the input that is in More Input. */
	readonly more: readonly string[];
}

/** Why an operation does not send a body, as the rest of a sentence. */
export interface Misfit {
	readonly reason: string;
	/** It is the operation for another version of the model. */
	readonly isOther: boolean;
}

/** A request returns links. n8n would fill in that the node downloads the files. */
export const NO_DOWNLOAD: INodeParameters = { downloadFiles: false };

export const isMisfit = (found: Fit | Misfit): found is Misfit => 'reason' in found;

/** The parameters of what is in the input. */
const parametersOf = (fields: readonly Field[], input: IDataObject) => {
	const onTop: INodeParameters = {};
	const options: INodeParameters = {};
	for (const field of fields) {
		const value = getPath(input, field.path);
		if (value === undefined) continue;
		(field.onTop ? onTop : options)[field.parameter] = asParameter(field, value);
	}
	return { onTop, options };
};

const draftWith = (
	operation: Operation,
	parameters: INodeParameters,
	{ serviceMode, webhookUrl }: { readonly serviceMode: string; readonly webhookUrl: string },
): Draft | Problem => {
	const given: unknown = parameters.options;
	const options = isObject(given) ? given : {};
	return draftOf(operation, {
		itemIndex: 0,
		read: ({ onTop, parameter }) => (onTop ? parameters[parameter] : options[parameter]),
		variant: parameters.model,
		serviceMode,
		webhookUrl,
		webhookSecret: '',
	});
};

const NO_CONFIG = { serviceMode: '', webhookUrl: '' };

const below = <T>(values: Readonly<Record<string, T>>, key: string): Record<string, T> =>
	Object.fromEntries(Object.entries(values).filter(([path]) => topOf(path) === key));

/** n8n shows a value that is not in a list as an error. */
function offers(field: Field, input: IDataObject): boolean {
	const listed = field.type === 'choice' ? [] : listedChoices(field);
	return (
		listed.length === 0 ||
		(field.type === 'text' && field.freeText === true) ||
		listed.some(({ value }) => value === getPath(input, field.path))
	);
}

/** Whether the fields below a key of the input send all that is there, and nothing else. */
function isSentByFields(
	operation: Operation,
	model: string,
	key: string,
	input: IDataObject,
): boolean {
	const { fixed = {}, completions = [] } = operation;
	const chosen = { model, valueAt: (path: string) => getPath(input, path) };
	const fields = operation.fields
		.filter((field) => topOf(field.path) === key && takes(field, chosen) && offers(field, input))
		.map((field): Field => ({ ...field, required: false, onlyFor: undefined }));
	const part: Operation = {
		...operation,
		variants: undefined,
		fields,
		fixed: below(fixed, key),
		rules: [],
		completions: completions.filter(({ beside }) => topOf(beside) === key),
	};
	const { onTop, options } = parametersOf(fields, input);
	const draft = draftWith(part, { ...onTop, options }, NO_CONFIG);
	const wanted = Object.fromEntries([[key, input[key]]]);
	return !isProblem(draft) && digestOf(draft.request.input) === digestOf(wanted);
}

const inWords = (names: readonly string[]): string => names.join(' and ');

/** The parameters with which an operation sends a body, or why there are none. */
export function fitOperation(
	family: Family,
	operation: Operation,
	variant: Variant,
	{ input: given, config }: RequestBody,
): Fit | Misfit {
	const name = `${family.name}: ${operation.name}`;
	const misfit = (reason: string, isOther = false): Misfit => ({ reason, isOther });
	const { fields, fixed = {} } = operation;
	const typed = typedInput(fields, given);
	const { input } = typed;
	const chosen = { model: variant.value, valueAt: (path: string) => getPath(input, path) };
	const more = Object.keys(input).filter(
		(key) => !isSentByFields(operation, variant.value, key, input),
	);
	const wrongFixed = Object.entries(fixed).find(
		([path]) => more.includes(topOf(path)) || getPath(input, path) === undefined,
	);
	if (wrongFixed !== undefined) {
		return misfit(`${name} always sends ${topOf(wrongFixed[0])} ${String(wrongFixed[1])}`, true);
	}
	const unset = fields.filter(
		(field) =>
			field.required &&
			takes(field, chosen) &&
			(more.includes(topOf(field.path)) || getPath(input, field.path) === undefined),
	);
	if (unset.length > 0) {
		const labels = unset.map(({ label }) => label);
		return misfit(`${name} requires ${inWords(labels)}, for which the body has no value that fits`);
	}
	const taken = fields.filter((field) => takes(field, chosen));
	const { onTop, options } = parametersOf(
		taken.filter((field) => !more.includes(topOf(field.path))),
		input,
	);
	const rest = Object.fromEntries(more.map((key) => [key, input[key]]));
	const taskOptions = optionsOfConfig(config);
	const allOptions: INodeParameters = {
		...options,
		...(more.length === 0 ? {} : { [moreInput.parameter]: JSON.stringify(rest, null, 2) }),
	};
	const parameters: INodeParameters = {
		resource: family.value,
		operation: operation.value,
		...(operation.variants === undefined ? {} : { model: variant.value }),
		// A field begins with its default beside what More Input sets, too.
		...withoutDefaults(taken),
		...onTop,
		...((operation.kind ?? family.kind) === 'text' ? {} : NO_DOWNLOAD),
		...(Object.keys(allOptions).length === 0 ? {} : { options: allOptions }),
		...(Object.keys(taskOptions).length === 0 ? {} : { taskOptions }),
	};
	const draft = draftWith(operation, parameters, config);
	if (isProblem(draft)) return misfit(`for ${name}, ${draft.message}`);
	const { service_mode: serviceMode = '' } = draft.request.config ?? {};
	if (serviceMode !== config.serviceMode) {
		return misfit(`${name} always sends config.service_mode ${String(serviceMode)}`);
	}
	if (digestOf(draft.request.input) !== digestOf(input)) {
		return misfit(`${name} would send another input`);
	}
	const hasField = (key: string): boolean => fields.some(({ path }) => topOf(path) === key);
	return {
		parameters,
		typed,
		more: more.map(
			(key) =>
				`"${key}" is in ${moreInput.label}: ${name} ${hasField(key) ? 'does not take this value' : 'has no field for it'}.`,
		),
	};
}
