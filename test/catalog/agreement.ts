import type {
	Choice,
	Field,
	NumberField,
	Operation,
	TextField,
} from '../../nodes/catalog/vocabulary';
import type { FieldFact } from '../simulator/facts';
import { inputFields, outputKinds, type FactTask } from './facts';

/** Lists longer than that may be suggestions beside free text, even where PiAPI documents them. */
const LONGEST_CLOSED_LIST = 12;

type Values = readonly unknown[];

const equalSets = (a: Values, b: Values): boolean =>
	JSON.stringify([...a].map(String).sort()) === JSON.stringify([...b].map(String).sort());

const valuesOf = (choices: readonly Choice[] = []): string[] => choices.map(({ value }) => value);

function typeOf(field: Field): string[] {
	switch (field.type) {
		case 'number':
			return [field.integer ? 'integer' : 'number'];
		case 'boolean':
			return ['boolean'];
		case 'media':
			return field.multiple ? ['array'] : ['string', 'file'];
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
	documented: boolean,
	family: readonly FactTask[],
): string | undefined {
	const known = fact.enum;
	if (field.type === 'choice') {
		if (known === undefined) return 'is a closed list, of which the facts know nothing';
		if (!equalSets(valuesOf(field.choices), known)) return 'has other choices than the facts';
		return documented || documentedElsewhere(fact, family)
			? undefined
			: 'is a closed list, though PiAPI does not document it';
	}
	if (field.type !== 'text' || known === undefined) return undefined;
	if (documented && known.length <= LONGEST_CLOSED_LIST) return 'must be a closed list';
	return equalSets(valuesOf(field.suggestions), known)
		? undefined
		: 'suggests other values than the facts';
}

const limitsOfNumber = ({ minimum, maximum }: NumberField) => ({ min: minimum, max: maximum });
const limitsOfText = ({ maximumLength }: TextField) => ({ maxLength: maximumLength });

function limitComplaint(field: Field, fact: FieldFact, documented: boolean): string | undefined {
	const limits =
		field.type === 'number'
			? limitsOfNumber(field)
			: field.type === 'text'
				? limitsOfText(field)
				: {};
	const wrong = Object.entries(limits).filter(
		([name, limit]) => limit !== (documented ? fact[name as keyof FieldFact] : undefined),
	);
	if (wrong.length === 0) return undefined;
	return documented
		? `has other limits than the facts: ${wrong.map(([name]) => name).join(', ')}`
		: 'has limits, though PiAPI does not document it';
}

function fieldComplaints(
	field: Field,
	fact: FieldFact,
	documented: boolean,
	family: readonly FactTask[],
): string[] {
	// A need that holds only sometimes is a rule of the operation, not a required field.
	const required = fact.required && fact.when === undefined;
	const complaints = [
		typeOf(field).includes(fact.type) ? undefined : `must be of the type ${fact.type}`,
		field.required === required ? undefined : `must be ${required ? 'required' : 'optional'}`,
		choiceComplaint(field, fact, documented, family),
		limitComplaint(field, fact, documented),
	];
	return complaints.flatMap((complaint) => complaint ?? []);
}

function inputComplaints(
	operation: Operation,
	task: FactTask,
	family: readonly FactTask[],
): string[] {
	const facts = inputFields(task);
	const documented = task.confidence === 'documented';
	const paths = operation.fields.map(({ path }) => path);
	const left = [...facts.keys()].filter((path) => !paths.includes(path));
	return [
		...left.map((path) => `${path} is missing`),
		...operation.fields.flatMap((field) => {
			const fact = facts.get(field.path);
			return (
				fact === undefined
					? ['is not in the facts']
					: fieldComplaints(field, fact, documented, family)
			).map((complaint) => `${field.path} ${complaint}`);
		}),
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
): string[] {
	const ofTask: Array<[boolean, string]> = [
		[task.models.includes(operation.model), 'model'],
		[task.taskTypes.includes(operation.taskType), 'task type'],
		[task.confidence === operation.confidence, 'confidence'],
		[task.sources.includes(operation.source), 'source'],
		[task.typicalSeconds === operation.typicalSeconds, 'typical seconds'],
	];
	return [
		...ofTask.filter(([agrees]) => !agrees).map(([, what]) => `${what} differs`),
		...inputComplaints(operation, task, family),
		...resultComplaints(operation, task),
	];
}
