import { variantsOf } from '../../nodes/catalog';
import type { Operation, Rule, Variant } from '../../nodes/catalog/vocabulary';
import {
	inputFields,
	outputKinds,
	parentFields,
	type TaskFacts,
	type OneOfFact,
	isDocumented,
	type FieldFact,
	type RuleFact,
} from './facts';
import { fieldComplaints, placedFields, placeOf } from './fieldAgreement';
import { LEFT_OUT_FIELDS } from './leftOut';

/** Whether something that is sent as a whole, or always, holds the place. */
function isHeld({ fields, fixed = {}, completions = [] }: Operation, place: string): boolean {
	const wholes = fields.filter(({ type }) => type === 'json').map(({ path }) => path);
	const always = completions.flatMap(({ values }) => Object.keys(values));
	const held = [...wholes, ...Object.keys(fixed), ...always].map(placeOf);
	const startsWith = (start: string): boolean => `${place}.`.startsWith(start);
	return held.some((one) => one === '' || startsWith(`${one}.`) || startsWith(`${one}[]`));
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
function rowsComplaints({ fields }: Operation, task: TaskFacts): string[] {
	const parents = parentFields(task);
	return fields.flatMap((field) => {
		if (field.type !== 'rows') return [];
		const parent = parents.get(field.path);
		const limit = isDocumented(task, parent?.limitConfidence) ? parent?.maxItems : undefined;
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
	const inOrder = (values: readonly unknown[]): string => [...values].map(String).sort().join(', ');
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
		case 'atMost':
			return [...rule.paths, ...(rule.when === undefined ? [] : [rule.when.path])];
	}
}

/** A rule that refuses something, in one way of writing it. */
const refusalKey = (rule: RuleFact): string =>
	JSON.stringify(
		Object.entries(rule)
			.filter(([key]) => !['confidence', 'note'].includes(key))
			.sort(([one], [other]) => one.localeCompare(other)),
	);

/** What the facts require in each entry of a list goes with all else in the entry, which the form fills field by field. */
function entryRules({ fields, fixed = {}, rules = [] }: Operation, task: TaskFacts): RuleFact[] {
	const facts = inputFields(task);
	const isAlways = (path: string): boolean =>
		Object.hasOwn(fixed, path) ||
		fields.some((field) => field.path === path && field.required) ||
		rules.some(
			(rule) =>
				rule.kind === 'anyOf' &&
				rule.when === undefined &&
				rule.paths.length === 1 &&
				rule.paths[0] === path,
		);
	return fields.flatMap(({ path }): RuleFact[] => {
		const [, entry = ''] = /^(.*\[\d+\]\.)[^.]+$/.exec(path) ?? [];
		return [...facts.values()]
			.filter(({ required }) => entry !== '' && required)
			.filter((fact) => fact.path.startsWith(placeOf(entry)))
			.map((fact) => `${entry}${fact.path.slice(placeOf(entry).length)}`)
			.filter((needs) => needs !== path && !isAlways(needs))
			.map((needs) => ({ kind: 'onlyWith', path, needs }));
	});
}

function refusalComplaints(operation: Operation, task: TaskFacts): string[] {
	const wanted = [
		...(task.rules ?? []).filter(({ confidence }) => isDocumented(task, confidence)),
		...entryRules(operation, task),
	].map(refusalKey);
	const own = (operation.rules ?? [])
		.flatMap((rule): RuleFact[] => (rule.kind === 'anyOf' ? [] : [rule]))
		.map(refusalKey);
	return [
		...wanted.filter((key) => !own.includes(key)).map((key) => `does not refuse ${key}`),
		...own
			.filter((key) => !wanted.includes(key))
			.map((key) => `refuses ${key}, though PiAPI does not document it`),
	];
}

function hintComplaints({ knownRules = [] }: Operation, task: TaskFacts): string[] {
	const wanted = (task.rules ?? [])
		.filter(({ kind, confidence }) => kind === 'notWhen' && !isDocumented(task, confidence))
		.map(refusalKey);
	const own = knownRules.map(refusalKey);
	return [
		...wanted.filter((key) => !own.includes(key)).map((key) => `has no hint on ${key}`),
		...own
			.filter((key) => !wanted.includes(key))
			.map((key) => `has a hint on ${key}, though the facts do not name it`),
	];
}

function ruleComplaints(operation: Operation, task: TaskFacts): string[] {
	const { rules = [], knownRules = [], fields } = operation;
	const known = [
		...fields.map(({ path }) => path),
		...placedFields(fields).map(({ place }) => place),
	];
	const named = [...rules, ...knownRules].flatMap(pathsOf);
	const own = needsOf(operation, inputFields(task));
	const needs = (task.oneOf ?? []).map(needKey);
	return [
		...named.filter((path) => !known.includes(path)).map((path) => `a rule names ${path}`),
		...needs.filter((need) => !own.includes(need)).map((need) => `does not require ${need}`),
		...own.filter((need) => !needs.includes(need)).map((need) => `requires ${need} on its own`),
		...refusalComplaints(operation, task),
		...hintComplaints(operation, task),
	];
}

function inputComplaints(
	operation: Operation,
	task: TaskFacts,
	family: readonly TaskFacts[],
): string[] {
	const facts = inputFields(task);
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
				fact === undefined ? ['is not in the facts'] : fieldComplaints(entry, fact, task, family)
			).map((complaint) => `${entry.place} ${complaint}`);
		}),
		...fixedComplaints(operation, facts),
		...rowsComplaints(operation, task),
		...ruleComplaints(operation, task),
	];
}

/** What an operation says otherwise about the names of images, where "any model" sends it references. */
function imageNameComplaints({ serves = [] }: Operation, task: TaskFacts): string[] {
	const facts = [...inputFields(task).values()];
	const known = facts.find(({ imageNames }) => imageNames !== undefined)?.imageNames;
	const all = facts.some(({ isNamedInPrompt }) => isNamedInPrompt === true);
	return serves
		.filter(({ as }) => as.includes('generateAnyVideoFromReferences'))
		.flatMap(({ imageNames: { before, all: isAll = false } = {} }) =>
			before === known && isAll === all ? [] : ['names images in another way than the facts'],
		);
}

function resultComplaints({ results }: Operation, task: TaskFacts): string[] {
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
	task: TaskFacts,
	family: readonly TaskFacts[] = [task],
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
		...imageNameComplaints(operation, task),
	];
}
