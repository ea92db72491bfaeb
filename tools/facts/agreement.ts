import { variantsOf } from '../../nodes/catalog';
import type { Choice, Field, Operation, Rule, Variant } from '../../nodes/catalog/vocabulary';
import type { FieldFact } from './facts';
import {
	inputFields,
	outputKinds,
	parentFields,
	type FactTask,
	type OneOfFact,
} from './factFamily';
import { LEFT_OUT_FIELDS } from './leftOut';

/** Lists longer than that may be suggestions beside free text, even where PiAPI documents them. */
const LONGEST_CLOSED_LIST = 12;

/** Names that PiAPI adds to without notice; they are suggestions, however short the list is. */
const NAMES = /(lora_type|control_type|effect|voice|timbre)$/;

type Values = readonly unknown[];

const equalSets = (a: Values, b: Values): boolean =>
	JSON.stringify([...a].map(String).sort()) === JSON.stringify([...b].map(String).sort());

const valuesOf = (choices: readonly Choice[] = []): Array<string | number> =>
	choices.map(({ value }) => value);

/** The same place in every way of writing it: an entry of a list stands for all. */
const placeOf = (path: string): string => path.replace(/\[\d+\]/g, '[]');

export interface PlacedField {
	readonly field: Field;
	readonly place: string;
	readonly inRow: boolean;
}

/** The fields of an operation by place, those of rows each by itself. */
export const placedFields = (fields: readonly Field[]): PlacedField[] =>
	fields.flatMap((field): PlacedField[] =>
		field.type === 'rows'
			? field.fields.map((inner) => ({
					field: inner,
					place: `${field.path}[].${inner.path}`,
					inRow: true,
				}))
			: [{ field, place: placeOf(field.path), inRow: false }],
	);

function typeOf(field: Field): string[] {
	switch (field.type) {
		case 'number':
			return [field.integer ? 'integer' : 'number'];
		case 'boolean':
			return ['boolean'];
		case 'media':
			return field.multiple && !field.path.includes('[]') ? ['array'] : ['string', 'file'];
		case 'choice':
			return valuesOf(field.choices).every((value) => typeof value === 'number')
				? ['integer', 'number']
				: ['string'];
		default:
			return ['string'];
	}
}

/** Whether a task of the family for which PiAPI documents the field has the same list. */
const documentedElsewhere = ({ path, enum: values = [] }: FieldFact, family: readonly FactTask[]) =>
	family
		.filter(({ confidence }) => confidence === 'documented')
		.map((task) => inputFields(task).get(path)?.enum)
		.some((other) => other !== undefined && equalSets(other, values));

function choiceComplaint(
	field: Field,
	fact: FieldFact,
	ofDocumentedTask: boolean,
	family: readonly FactTask[],
): string | undefined {
	const known = fact.enum;
	const documented = ofDocumentedTask || fact.enumConfidence === 'documented';
	if (field.type === 'choice') {
		if (known === undefined) return 'is a closed list, of which the facts know nothing';
		if (!equalSets(valuesOf(field.choices), known)) return 'has other choices than the facts';
		return documented || documentedElsewhere(fact, family)
			? undefined
			: 'is a closed list, though PiAPI does not document it';
	}
	if (!['text', 'number'].includes(field.type) || known === undefined) return undefined;
	const closes = documented && known.length <= LONGEST_CLOSED_LIST && !NAMES.test(fact.path);
	if (closes) return 'must be a closed list';
	if (field.type !== 'text') return undefined;
	return equalSets(valuesOf(field.suggestions), known)
		? undefined
		: 'suggests other values than the facts';
}

function limitsOf(field: Field): Partial<Record<keyof FieldFact, number>> {
	if (field.type === 'number') {
		return { min: field.minimum, max: field.maximum, exclusiveMin: field.above };
	}
	if (field.type === 'text') return { maxLength: field.maximumLength };
	return field.type === 'media' && field.multiple ? { maxItems: field.maximumFiles } : {};
}

function limitComplaint(field: Field, fact: FieldFact, documented: boolean): string | undefined {
	const wrong = Object.entries(limitsOf(field)).filter(
		([name, limit]) => limit !== (documented ? fact[name as keyof FieldFact] : undefined),
	);
	if (wrong.length === 0) return undefined;
	return documented
		? `has other limits than the facts: ${wrong.map(([name]) => name).join(', ')}`
		: 'has limits, though PiAPI does not document it';
}

function fieldComplaints(
	{ field, inRow }: PlacedField,
	fact: FieldFact,
	documented: boolean,
	family: readonly FactTask[],
): string[] {
	// A need that holds only sometimes is a rule of the operation, not a required field; in a row it holds for the row.
	const required = fact.required && (inRow || fact.when === undefined);
	const complaints = [
		typeOf(field).includes(fact.type) ? undefined : `must be of the type ${fact.type}`,
		field.required === required ? undefined : `must be ${required ? 'required' : 'optional'}`,
		choiceComplaint(field, fact, documented, family),
		limitComplaint(field, fact, documented),
	];
	return complaints.flatMap((complaint) => complaint ?? []);
}

/** Whether something that is sent as a whole, or always, holds the place. */
function isHeld({ fields, fixed = {}, completions = [] }: Operation, place: string): boolean {
	const wholes = fields.filter(({ type }) => type === 'json').map(({ path }) => path);
	const always = completions.flatMap(({ values }) => Object.keys(values));
	return [...wholes, ...Object.keys(fixed), ...always]
		.map(placeOf)
		.some(
			(held) =>
				held === '' ||
				place === held ||
				place.startsWith(`${held}.`) ||
				place.startsWith(`${held}[]`),
		);
}

function fixedComplaints({ fixed = {} }: Operation, facts: Map<string, FieldFact>): string[] {
	return Object.entries(fixed).flatMap(([path, value]) => {
		const fact = facts.get(placeOf(path));
		if (fact === undefined) return [`${path} is fixed and not in the facts`];
		const allowed = fact.enum === undefined || fact.enum.includes(value);
		return allowed ? [] : [`${path} is fixed to what the facts do not allow`];
	});
}

/** What a list of rows says otherwise than the facts about the list itself. */
function rowsComplaints({ fields }: Operation, task: FactTask): string[] {
	const parents = parentFields(task);
	return fields.flatMap((field) => {
		if (field.type !== 'rows') return [];
		const parent = parents.get(field.path);
		const limit = task.confidence === 'documented' ? parent?.maxItems : undefined;
		return [
			...(field.maximumRows === limit ? [] : [`${field.path} has another limit than the facts`]),
			...(parent === undefined || parent.required === field.required
				? []
				: [`${field.path} must be ${parent.required ? 'required' : 'optional'}`]),
		];
	});
}

/** A need in one way of writing it, whatever the order of its fields and values. */
function needKey({ paths, when }: OneOfFact): string {
	const inOrder = (values: Values): string => [...values].map(String).sort().join(', ');
	const condition =
		when === undefined ? '' : ` when ${when.path} is ${inOrder(when.values ?? ['set'])}`;
	return `one of ${inOrder(paths.map(placeOf))}${condition}`;
}

/** The needs of an operation, but for the one field that each entry of a list requires. */
const needsOf = ({ rules = [] }: Operation, facts: Map<string, FieldFact>): string[] =>
	rules.flatMap((rule) => {
		if (rule.kind !== 'anyOf') return [];
		const [only = '', ...more] = rule.paths.map(placeOf);
		const isEntry = more.length === 0 && rule.when === undefined && facts.get(only)?.required;
		return isEntry ? [] : [needKey(rule)];
	});

/** The fields that a rule names, by path. */
function pathsOf(rule: Rule): readonly string[] {
	switch (rule.kind) {
		case 'anyOf':
			return [...rule.paths, ...(rule.when === undefined ? [] : [rule.when.path])];
		case 'notTogether':
			return rule.paths;
		case 'onlyWith':
			return [rule.path, rule.needs];
		case 'notWhen':
			return [rule.path, ...('path' in rule.when ? [rule.when.path] : [])];
	}
}

function ruleComplaints(operation: Operation, task: FactTask): string[] {
	const { rules = [], fields } = operation;
	const known = fields.map(({ path }) => path);
	const named = rules.flatMap(pathsOf);
	const own = needsOf(operation, inputFields(task));
	const needs = (task.oneOf ?? []).map(needKey);
	const isGuess = task.confidence !== 'documented' && rules.some(({ kind }) => kind !== 'anyOf');
	return [
		...named.filter((path) => !known.includes(path)).map((path) => `a rule names ${path}`),
		...needs.filter((need) => !own.includes(need)).map((need) => `does not require ${need}`),
		...own.filter((need) => !needs.includes(need)).map((need) => `requires ${need} on its own`),
		...(isGuess ? ['forbids what goes together, though PiAPI does not document it'] : []),
	];
}

function inputComplaints(
	operation: Operation,
	task: FactTask,
	family: readonly FactTask[],
): string[] {
	const facts = inputFields(task);
	const documented = task.confidence === 'documented';
	const placed = placedFields(operation.fields);
	const places = placed.map(({ place }) => place);
	const left = [...facts.keys()].filter(
		(path) =>
			!places.includes(path) &&
			!isHeld(operation, path) &&
			!Object.hasOwn(LEFT_OUT_FIELDS, `${task.id} ${path}`),
	);
	return [
		...left.map((path) => `${path} is missing`),
		...placed.flatMap((entry) => {
			if (entry.field.type === 'json') return [];
			const fact = facts.get(entry.place);
			return (
				fact === undefined
					? ['is not in the facts']
					: fieldComplaints(entry, fact, documented, family)
			).map((complaint) => `${entry.place} ${complaint}`);
		}),
		...fixedComplaints(operation, facts),
		...rowsComplaints(operation, task),
		...ruleComplaints(operation, task),
	];
}

function resultComplaints({ results }: Operation, task: FactTask): string[] {
	const kinds = outputKinds(task);
	const ofMedia = [...kinds.values()].filter((kind) => kind !== 'json');
	const none = results.length === 0 && ofMedia.length > 0 ? ['no result is named'] : [];
	return [
		...none,
		...results.flatMap(({ path, kind }) => {
			const known = kinds.get(path);
			if (known === undefined) return [`result ${path} is not in the facts`];
			return known === kind || known === 'json' ? [] : [`result ${path} must be of kind ${known}`];
		}),
	];
}

/** What an operation says otherwise than the facts about a task; empty when both agree. */
export function disagreements(
	operation: Operation,
	task: FactTask,
	family: readonly FactTask[] = [task],
	variants: readonly Variant[] = variantsOf(operation),
): string[] {
	const ofTask: Array<[boolean, string]> = [
		[variants.some(({ model }) => task.models.includes(model)), 'model'],
		[variants.some(({ taskType }) => task.taskTypes.includes(taskType)), 'task type'],
		[task.confidence === operation.confidence, 'confidence'],
		[task.sources.some((source) => source.split(' ')[0] === operation.source), 'source'],
		[task.typicalSeconds === operation.typicalSeconds, 'typical seconds'],
	];
	return [
		...ofTask.filter(([agrees]) => !agrees).map(([, what]) => `${what} differs`),
		...inputComplaints(operation, task, family),
		...resultComplaints(operation, task),
	];
}
