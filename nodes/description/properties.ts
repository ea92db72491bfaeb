import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Family, MediaKind, Operation } from '../catalog/vocabulary';
import { formOfResources, type OperationForm, type ResourceForm } from './form';
import { fieldsInOptions, fieldsOnTop } from './operationFields';
import { FIELDS_OF_TASK_ACTION, TASK_ACTIONS } from './taskActions';
import { callbackNotice, downloadOf, optionsOfCreating, optionsOfWaiting } from './taskOptions';

/** What is shown above the fields of what PiAPI may refuse. */
export const noticeOf = ({
	availabilityNote,
}: Pick<Family | Operation, 'availabilityNote'>): string | undefined =>
	availabilityNote === undefined
		? undefined
		: `${availabilityNote}. If PiAPI refuses a task, the node shows why.`;

/** The same, with a link to what to use instead. */
export function noticeOfFamily(family: Family): string | undefined {
	const { instead } = family;
	const notice = noticeOf(family);
	return notice === undefined || instead === undefined
		? notice
		: `${notice} See <a href="${instead.page}" target="_blank">${instead.text}</a>.`;
}

/** What is shown above the fields of one operation. */
export function noticeOfOperation(operation: Operation): string | undefined {
	const notices = [operation.notice ?? '', noticeOf(operation) ?? ''];
	return notices.filter((text) => text !== '').join(' ') || undefined;
}

/** Only words in sentence case are lowered: not LoRA, 3D or O1. */
const lowered = (name: string): string =>
	name.replace(/\b[A-Z][a-z]+\b/g, (word) => word.toLowerCase());

/** "Kling: generate video 3.0": the list of actions has no search, so the family comes first, in its own spelling. */
export const actionOf = (family: Pick<Family, 'name'>, { name }: Pick<Operation, 'name'>): string =>
	`${family.name.replace(/ \(.*\)/, '')}: ${lowered(name)}`;

/** The entry of an operation in the Operation list. */
export const choiceOf = (operation: Operation, family: Family): INodePropertyOptions => ({
	name: operation.name,
	value: operation.value,
	action: operation.action ?? actionOf(family, operation),
	description: operation.description,
});

function operationForm(operation: Operation, family: Family): OperationForm {
	const kind = operation.kind ?? family.kind;
	return {
		choice: choiceOf(operation, family),
		notice: noticeOfOperation(operation),
		fields: fieldsOnTop(operation),
		common: [...downloadOf(kind), callbackNotice],
		options: fieldsInOptions(operation),
		taskOptions: optionsOfCreating(kind),
	};
}

/** Get Task and its like as operations of a family. */
function taskActionForm(action: INodePropertyOptions, kind: MediaKind): OperationForm {
	const fields = (FIELDS_OF_TASK_ACTION[String(action.value)] ?? []).map((property) => ({
		property,
	}));
	return action.value === 'getTask'
		? {
				choice: action,
				fields,
				common: downloadOf(kind),
				options: [],
				taskOptions: optionsOfWaiting(kind),
			}
		: { choice: action, fields, common: [], options: [], taskOptions: [] };
}

const KIND_NAMES: Readonly<Record<MediaKind, string>> = {
	audio: 'Audio',
	image: 'Image',
	model: '3D',
	text: 'Text',
	video: 'Video',
};

/** The family's name, with what it creates where the name does not say so. */
function labelOf({ name, kind }: Family): string {
	const kindName = KIND_NAMES[kind];
	return name.includes(kindName) || name.includes('(') ? name : `${name} (${kindName})`;
}

/** n8n's AI finds the description of an operation by its value alone, unless the resource has one. */
const descriptionOf = ({ operations: [only, ...others] }: Family): { description?: string } =>
	only === undefined || others.length > 0 ? {} : { description: only.description };

export const resourceOf = (family: Family): ResourceForm => ({
	choice: { name: labelOf(family), value: family.value, ...descriptionOf(family) },
	notice: noticeOfFamily(family),
	usualOperation: family.usualOperation,
	operations: family.operations.map((operation) => operationForm(operation, family)),
});

/** The form of a node that offers one family, with the actions on its tasks. */
export const resourceWithTaskActions = (family: Family): ResourceForm => {
	const resource = resourceOf(family);
	return {
		...resource,
		choice: { name: family.name, value: family.value },
		operations: [
			...resource.operations,
			...TASK_ACTIONS.map((action) => taskActionForm(action, family.kind)),
		],
	};
};

export const propertiesOfFamily = (family: Family): INodeProperties[] =>
	formOfResources([resourceWithTaskActions(family)]);

const byLabel = (a: ResourceForm, b: ResourceForm): number =>
	a.choice.name.localeCompare(b.choice.name, 'en');

/** The form of the node that offers many families; what only assists them comes last. */
export const propertiesOfResources = (
	families: readonly Family[],
	more: { readonly models: readonly ResourceForm[]; readonly assisting: readonly ResourceForm[] },
	usualFamily: string,
): INodeProperties[] =>
	formOfResources(
		[...[...families.map(resourceOf), ...more.models].sort(byLabel), ...more.assisting],
		usualFamily,
	);
