import type { Choice, Field } from '../../nodes/catalog/vocabulary';
import { inputFields, type TaskFacts, isDocumented, type FieldFact } from './facts';

/** Lists longer than that may be suggestions beside free text, even where PiAPI documents them. */
const LONGEST_CLOSED_LIST = 12;

/** Names that PiAPI adds to without notice; they are suggestions, however short the list is. */
const NAMES = /(lora_type|control_type|effect|voice|timbre)$/;

const equalSets = (a: readonly unknown[], b: readonly unknown[]): boolean =>
	JSON.stringify([...a].map(String).sort()) === JSON.stringify([...b].map(String).sort());

const valuesOf = (choices: readonly Choice[] = []): Array<string | number> =>
	choices.map(({ value }) => value);

/** The same place in every way of writing it: an entry of a list stands for all. */
export const placeOf = (path: string): string => path.replace(/\[\d+\]/g, '[]');

interface PlacedField {
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

/** Whether PiAPI documents the same list for another task of the family, unless the facts say who names this one. */
const documentedElsewhere = (
	{ path, enum: values = [], enumConfidence }: FieldFact,
	family: readonly TaskFacts[],
): boolean =>
	enumConfidence === undefined &&
	family.some((task) => {
		const other = inputFields(task).get(path);
		return (
			other?.enum !== undefined &&
			isDocumented(task, other.enumConfidence) &&
			equalSets(other.enum, values)
		);
	});

function choiceComplaint(
	field: Field,
	fact: FieldFact,
	task: TaskFacts,
	family: readonly TaskFacts[],
): string | undefined {
	const known = fact.enum;
	const documented = isDocumented(task, fact.enumConfidence);
	if (field.type === 'choice') {
		if (known === undefined) return 'is a closed list, of which the facts know nothing';
		if (!equalSets(valuesOf(field.choices), known)) return 'has other choices than the facts';
		return documented || documentedElsewhere(fact, family)
			? undefined
			: 'is a closed list, though PiAPI does not document it';
	}
	if ((field.type !== 'text' && field.type !== 'number') || known === undefined) return undefined;
	const closes = documented && known.length <= LONGEST_CLOSED_LIST && !NAMES.test(fact.path);
	if (closes) return 'must be a closed list';
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

function limitComplaint(field: Field, fact: FieldFact, task: TaskFacts): string | undefined {
	const documented = isDocumented(task, fact.limitConfidence);
	const wrong = Object.entries(limitsOf(field)).filter(
		([name, limit]) => limit !== (documented ? fact[name as keyof FieldFact] : undefined),
	);
	if (wrong.length === 0) return undefined;
	return documented
		? `has other limits than the facts: ${wrong.map(([name]) => name).join(', ')}`
		: 'has limits, though PiAPI does not document it';
}

/** In whatever way a source of the facts sends a file, the node passes it on. */
function fileComplaint(field: Field, { sentAs = 'link' }: FieldFact): string | undefined {
	return field.type === 'media' && field.sentAs !== sentAs
		? `must be sent as ${sentAs}`
		: undefined;
}

/** What a field says otherwise than the facts about it. */
export function fieldComplaints(
	{ field, inRow }: PlacedField,
	fact: FieldFact,
	task: TaskFacts,
	family: readonly TaskFacts[],
): string[] {
	// A need that holds only sometimes is a rule of the operation, not a required field; in a row it holds for the row.
	const required = fact.required && (inRow || fact.when === undefined);
	const complaints = [
		typeOf(field).includes(fact.type) ? undefined : `must be of the type ${fact.type}`,
		field.required === required ? undefined : `must be ${required ? 'required' : 'optional'}`,
		choiceComplaint(field, fact, task, family),
		limitComplaint(field, fact, task),
		fileComplaint(field, fact),
	];
	return complaints.flatMap((complaint) => complaint ?? []);
}
