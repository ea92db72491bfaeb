import { variantsOf } from '../../nodes/catalog';
import { listedChoices } from '../../nodes/catalog/fields';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';

/** More do not fit on one screen. */
const MOST_MAIN_FIELDS = 5;

/** Main fields come in this order; what is not named comes before the number of results. */
const MAIN_ORDER: readonly RegExp[] = [
	/^aspect_ratio$/,
	/^duration$/,
	/^(resolution|size|width|height|scale)$/,
];
const NUMBER_OF_RESULTS = /^(n|batch_size|num_images)$/;

const PLACES = ['the model', 'a required prompt', 'other fields on top', 'main fields'] as const;

type Place = (typeof PLACES)[number];

function placeNameOf({ label, main, path, required }: Field): Place {
	if (main) return 'main fields';
	if (required && label === 'Model') return 'the model';
	return required && path === 'prompt' ? 'a required prompt' : 'other fields on top';
}

const placeOf = (field: Field): number => PLACES.indexOf(placeNameOf(field));

function mainPlaceOf({ path }: Field): number {
	const found = MAIN_ORDER.findIndex((pattern) => pattern.test(path));
	if (found >= 0) return found;
	return MAIN_ORDER.length + (NUMBER_OF_RESULTS.test(path) ? 1 : 0);
}

const firstDrop = (fields: readonly Field[], place: (field: Field) => number): Field | undefined =>
	fields.find((field, index) => {
		const before = fields[index - 1];
		return before !== undefined && place(before) > place(field);
	});

/** Why a field shows for something that the form does not have. */
function conditionComplaint(operation: Operation, { onlyFor, path }: Field): string | undefined {
	if (onlyFor === undefined) return undefined;
	if ('models' in onlyFor) {
		const known = variantsOf(operation).map(({ value }) => value);
		const all = onlyFor.models.every((model) => known.includes(model));
		return all ? undefined : `${path} is for a model that the operation does not have`;
	}
	const other = operation.fields.find((field) => field.path === onlyFor.path);
	if (other?.onTop !== true) return `${path} is for values of ${onlyFor.path}, which is not on top`;
	// The other values hide the field, so there must be a list of them.
	const isKnown = onlyFor.values.every((value) =>
		listedChoices(other).some((one) => one.value === value),
	);
	return isKnown ? undefined : `${path} is for a value that ${onlyFor.path} does not have`;
}

/** What in the order of an operation's form, and in when its fields show, breaks the rules. */
export function orderComplaints(operation: Operation): string[] {
	const { fields, name } = operation;
	const main = fields.filter((field) => field.main);
	// What follows a task may begin with that task.
	const isFollowUp = fields.some(({ type, required }) => type === 'task' && required);
	const onTop = fields.filter((field) => field.onTop && !(isFollowUp && field.path === 'prompt'));
	const late = firstDrop(onTop, placeOf);
	const lateMain = firstDrop(main, mainPlaceOf);
	return [
		...(main.length > MOST_MAIN_FIELDS ? [`has ${main.length} main fields`] : []),
		...(late === undefined ? [] : [`${late.path} comes after ${PLACES[placeOf(late) + 1] ?? ''}`]),
		...(lateMain === undefined
			? []
			: [
					`${lateMain.path} comes late among the main fields: aspect ratio, duration, resolution, others, number of results`,
				]),
		...fields
			.filter((field) => field.main && !field.onTop)
			.map(({ path }) => `${path} is main and not on top`),
		...fields.flatMap((field) => conditionComplaint(operation, field) ?? []),
	].map((complaint) => `${name}: ${complaint}`);
}
