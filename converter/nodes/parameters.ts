import type { IDataObject } from 'n8n-workflow';

import { families, variantsOf } from '../../nodes/catalog';
import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { moreInput } from '../../nodes/catalog/sharedFields';
import { withoutDefaults } from '../../nodes/request/asParameter';
import { topOf } from '../../nodes/request/moreInput';
import { customTaskFor, nodeFor } from '../../nodes/request/nodeFor';
import { getPath, setPath } from '../../nodes/request/objectPath';
import { InvalidBody } from '../../nodes/request/requestBody';
import { Unclear } from '../calls/call';
import { Expression } from '../calls/expressions';
import type { Template, TemplateObject } from '../calls/bodyTemplate';
import { expressionParameter, fieldAt, standInFor, textFor } from './fields';
import { withoutKeyFields } from './keysInBody';
import { holdsSample, restored, restoredNotes, sampled, type Leaf } from './leaves';
import { NO_PLACE, type NewNode } from './newNode';

const INPUT = /^input\./;

/** A leaf of the input, by its path there. */
interface InputLeaf extends Leaf {
	readonly standIn?: unknown;
}

/** The body with values that one operation takes; nodeFor then decides whether the operation sends it. */
function trial(
	body: TemplateObject,
	operation: Operation,
): { given: IDataObject; leaves: Leaf[]; inputs: InputLeaf[] } {
	const all: Leaf[] = [];
	const given = sampled(body, '', all) as IDataObject;
	const inputs: InputLeaf[] = [];
	const leaves = all.map((leaf): Leaf => {
		if (!INPUT.test(leaf.path)) return leaf;
		const path = leaf.path.replace(INPUT, '');
		const field = fieldAt(operation, path);
		const standIn = field && !path.includes('[]') ? standInFor(field, leaf.expression) : undefined;
		if (standIn !== undefined) setPath(given, leaf.path, standIn);
		inputs.push({ ...leaf, path, standIn });
		return { ...leaf, text: textFor(field, leaf.expression) };
	});
	return { given, leaves, inputs };
}

/**
 * Fields that are shown for some values of an expression. n8n would fill in their defaults, which the body does not
 * have.
 */
const shownBeside = ({ fields }: Operation, inputs: readonly InputLeaf[]) =>
	fields.filter(
		({ onlyFor }) =>
			onlyFor !== undefined &&
			'path' in onlyFor &&
			inputs.some(({ path }) => path === onlyFor.path),
	);

/** Whether some value of an expression would make the operation send something else than the body. */
function depends(operation: Operation, given: IDataObject, inputs: readonly InputLeaf[]): boolean {
	const input = given.input as IDataObject;
	const isShown = shownBeside(operation, inputs).some(
		({ path }) => getPath(input, path) !== undefined,
	);
	// One expression may be several entries of a list.
	return isShown || inputs.some(({ path, expression }) => path.endsWith('[]') && expression.isOpen);
}

/** Puts expressions where the form has a number, a switch or a list. */
function withFieldExpressions(
	parameters: Readonly<Record<string, unknown>>,
	operation: Operation,
	inputs: readonly InputLeaf[],
): Record<string, unknown> {
	const unset = withoutDefaults(shownBeside(operation, inputs));
	const onTop: Record<string, unknown> = { ...unset, ...parameters };
	const options = { ...(parameters.options as object | undefined) } as Record<string, unknown>;
	for (const { path, expression, standIn } of inputs) {
		const field = fieldAt(operation, path);
		if (field === undefined || standIn === undefined) continue;
		(field.onTop ? onTop : options)[field.parameter] = expressionParameter(field, expression);
	}
	return Object.keys(options).length === 0 ? onTop : { ...onTop, options };
}

/** Whether a value that replaces an expression is in More Input, where it looks like a value of the body. */
function hidesExpression(
	{ options }: Readonly<Record<string, unknown>>,
	inputs: readonly InputLeaf[],
): boolean {
	const text = (options as Record<string, unknown> | undefined)?.[moreInput.parameter] ?? '{}';
	const more = Object.keys(JSON.parse(String(text)) as object);
	return inputs.some(({ path, standIn }) => standIn !== undefined && more.includes(topOf(path)));
}

/** The operation that sends the body, whatever its expressions return; undefined when none does. */
function asOperation(
	body: TemplateObject,
	family: Family,
	operation: Operation,
): NewNode | undefined {
	const { given, leaves, inputs } = trial(body, operation);
	const { type, parameters, notes, details } = nodeFor(given);
	const isOfFamily = parameters.resource === undefined || parameters.resource === family.value;
	if (!isOfFamily || parameters.operation !== operation.value) return undefined;
	if (hidesExpression(parameters, inputs) || depends(operation, given, inputs)) return undefined;
	const whole = restored(withFieldExpressions(parameters, operation, inputs), leaves);
	return holdsSample(whole)
		? undefined
		: {
				type,
				parameters: whole as NewNode['parameters'],
				notes: restoredNotes(notes, leaves),
				details: restoredNotes(details, leaves),
				operation,
			};
}

/** Input or config that is one expression, as a JSON parameter. */
const jsonParameter = ({ source, plain, text }: Expression): string =>
	source.kind === 'text' ? text : plain;

function asCustomTask({ input = {}, config, ...names }: TemplateObject): NewNode | Unclear {
	const leaves: Leaf[] = [];
	const isWhole = (value: Template | undefined): value is Expression => value instanceof Expression;
	const given = sampled(
		{
			...names,
			input: isWhole(input) ? {} : input,
			...(config === undefined || isWhole(config) ? {} : { config }),
		},
		'',
		leaves,
	);
	const node = nodeFor(given);
	// An operation that sends the samples may still not send what the expressions return.
	const isCustom = node.parameters.resource === 'customTask';
	const { type, parameters, notes, details } = isCustom ? node : customTaskFor(given);
	const whole = restored(
		{
			...parameters,
			...(isWhole(input) ? { input: jsonParameter(input) } : {}),
			...(isWhole(config) ? { options: { customConfig: jsonParameter(config) } } : {}),
		},
		leaves,
	);
	return holdsSample(whole)
		? new Unclear(NO_PLACE)
		: {
				type,
				parameters: whole as NewNode['parameters'],
				notes: restoredNotes(notes, leaves),
				details: restoredNotes(details, leaves),
			};
}

/** The node that creates the task of this body. */
export function nodeForTask(given: TemplateObject): NewNode | Unclear {
	const { body, names } = withoutKeyFields(given);
	const node = nodeOf(body);
	if (node instanceof Unclear || names.length === 0) return node;
	return { ...node, notes: [...node.notes, ...names.map(keyIsLeftOut)] };
}

const keyIsLeftOut = (name: string): string =>
	`"${name}" is left out of the body: the new node takes the API key from its credential.`;

function nodeOf(body: TemplateObject): NewNode | Unclear {
	const { model, task_type, input, config } = body;
	const isWhole = [input, config].some((part) => part instanceof Expression);
	try {
		for (const family of isWhole ? [] : families) {
			for (const operation of family.operations) {
				const makes = variantsOf(operation).some(
					(variant) => variant.model === model && variant.taskType === task_type,
				);
				const node = makes ? asOperation(body, family, operation) : undefined;
				if (node) return node;
			}
		}
		return asCustomTask(body);
	} catch (error) {
		if (error instanceof InvalidBody) return new Unclear(error.message);
		throw error;
	}
}
