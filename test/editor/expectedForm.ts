import type { INodeProperties } from 'n8n-workflow';

import { midjourney, piApiFamilies } from '../../nodes/catalog';
import type { OperationForm, ResourceForm, Shown } from '../../nodes/description/form';
import { resourceOf, resourceWithTaskActions } from '../../nodes/description/properties';
import { moreResources } from '../../nodes/description/resources';

/** What a person should see of one operation. */
export interface ExpectedForm {
	readonly resource: string;
	readonly operation: string;
	/** Labels from top to bottom. */
	readonly labels: readonly string[];
	/** Entries of Add Option. */
	readonly options: readonly string[];
	readonly notices: readonly string[];
}

/** Whether it shows while everything else is as in a new node. */
const showsAtFirst = ({ when }: Shown, all: readonly Shown[]): boolean =>
	Object.entries(when ?? {}).every(([name, values]) => {
		const controlling = all.find(({ property }) => property.name === name.replace('/', ''));
		return values.includes(controlling?.property.default as string | boolean);
	});

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
		options: operation.options
			.filter((option) => showsAtFirst(option, all))
			.map(({ property }) => property.displayName)
			.sort((a, b) => a.localeCompare(b, 'en')),
		notices: [resource.notice, operation.notice, ...own].filter((text) => text !== undefined),
	};
}

const formsOf = (resources: readonly ResourceForm[]): ExpectedForm[] =>
	resources.flatMap((resource) =>
		resource.operations.map((operation) => expectedForm(resource, operation)),
	);

/** Every operation of both nodes, by the catalog. */
export const expectedForms: Readonly<Record<string, readonly ExpectedForm[]>> = {
	Midjourney: formsOf([resourceWithTaskActions(midjourney)]),
	PiAPI: formsOf([
		...piApiFamilies.map(resourceOf),
		...moreResources.models,
		...moreResources.assisting,
	]),
};
