import type { INodeProperties } from 'n8n-workflow';

import { midjourney, piApiFamilies } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { openAiFamilies } from '../../nodes/catalog/openAi';
import type { OperationForm, ResourceForm, Shown, When } from '../../nodes/description/form';
import { resourceOf, resourceWithTaskActions } from '../../nodes/description/properties';
import { moreResources } from '../../nodes/description/resources';

/** What a person should see of one operation. */
export interface ExpectedForm {
	readonly resource: string;
	readonly operation: string;
	/** Labels from top to bottom. */
	readonly labels: readonly string[];
	/** Entries of Add Option below Options and below Task Options. */
	readonly options: readonly string[];
	readonly taskOptions: readonly string[];
	readonly notices: readonly string[];
	/** What the buttons of lists say. */
	readonly listButtons: readonly string[];
	/** Texts that do not read whole. */
	readonly cutOff: readonly string[];
}

/** Whether it shows while everything else is as in a new node. */
function showsAtFirst({ when = {}, unless = {} }: Shown, all: readonly Shown[]): boolean {
	const holds = ([name, values]: [string, When[string]]): boolean => {
		const controlling = all.find(({ property }) => property.name === name.replace('/', ''));
		return values.includes(controlling?.property.default as string | boolean);
	};
	return Object.entries(when).every(holds) && !Object.entries(unless).some(holds);
}

/** A list of rows that opens with one shows the labels of that row as well. */
const labelsOf = ({
	displayName,
	type,
	default: initial,
	options = [],
}: INodeProperties): string[] => {
	if (type !== 'fixedCollection') return [displayName];
	const opensWithRow = JSON.stringify(initial) !== '{}';
	const rows = options.flatMap((option) => ('values' in option ? option.values : []));
	return [displayName, ...(opensWithRow ? rows.flatMap(labelsOf) : [])];
};

/** n8n sorts the entries by its own rule, which is the order of the form. */
const entriesOf = (options: readonly Shown[], all: readonly Shown[]): string[] =>
	options
		.filter((option) => showsAtFirst(option, all))
		.map(({ property }) => property.displayName)
		.sort((a, b) => a.localeCompare(b, 'en'));

const buttonOf = ({ typeOptions }: INodeProperties): string[] =>
	typeOptions?.multipleValueButtonText === undefined ? [] : [typeOptions.multipleValueButtonText];

function expectedForm(resource: ResourceForm, operation: OperationForm): ExpectedForm {
	const all = [...operation.fields, ...operation.common];
	const shown = all.filter((field) => showsAtFirst(field, all)).map(({ property }) => property);
	const isNotice = ({ type }: INodeProperties): boolean => type === 'notice';
	const own = shown.filter(isNotice).map(({ displayName }) => displayName);
	return {
		resource: resource.choice.name,
		operation: operation.choice.name,
		labels: [
			'Resource',
			'Operation',
			...shown.filter((property) => !isNotice(property)).flatMap(labelsOf),
			...(operation.options.length > 0 ? ['Options'] : []),
			...(operation.taskOptions.length > 0 ? ['Task Options'] : []),
		],
		options: entriesOf(operation.options, all),
		taskOptions: entriesOf(operation.taskOptions, all),
		notices: [resource.notice, operation.notice, ...own]
			.filter((text) => text !== undefined)
			.map((text) => text.replace(/<[^>]*>/g, '')),
		listButtons: shown.flatMap(buttonOf),
		cutOff: [],
	};
}

const formsOf = (resources: readonly ResourceForm[]): ExpectedForm[] =>
	resources.flatMap((resource) =>
		resource.operations.map((operation) => expectedForm(resource, operation)),
	);

const listed = [midjourney, ...piApiFamilies, ...anyModelFamilies, ...openAiFamilies].flatMap(
	(family) =>
		family.operations.map(({ name, fields }) => ({
			resources: [family.name, resourceOf(family).choice.name],
			name,
			main: fields.filter(({ main }) => main).map(({ label }) => label),
		})),
);

/** What users set for most tasks, by the catalog; nothing where the operation is not of the catalog. */
export const mainLabelsOf = ({ resource, operation }: ExpectedForm): readonly string[] =>
	listed.find(({ resources, name }) => name === operation && resources.includes(resource))?.main ??
	[];

/** Every operation of both nodes, by the catalog. */
export const expectedForms: Readonly<Record<string, readonly ExpectedForm[]>> = {
	Midjourney: formsOf([resourceWithTaskActions(midjourney)]),
	PiAPI: formsOf([
		...[...piApiFamilies, ...anyModelFamilies].map(resourceOf),
		...moreResources.models,
		...moreResources.assisting,
	]),
};
