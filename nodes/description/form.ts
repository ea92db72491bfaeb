import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** A property as one operation shows it, with what else must be set for it to show. */
export interface Shown {
	readonly property: INodeProperties;
	readonly when?: Readonly<Record<string, Array<string | boolean>>>;
}

/** What one operation shows. */
export interface OperationForm {
	/** Its entry in the Operation list. */
	readonly choice: INodePropertyOptions;
	readonly notice?: string;
	/** Its own fields, in its own order. */
	readonly fields: readonly Shown[];
	/** What many operations have in common and in the same order, after the fields. */
	readonly common: readonly Shown[];
	/** The entries of its Options. */
	readonly options: readonly INodeProperties[];
}

export interface ResourceForm {
	/** Its entry in the Resource list. */
	readonly choice: INodePropertyOptions;
	readonly notice?: string;
	readonly operations: readonly OperationForm[];
	/** The operation that is chosen at first; the first one when left out. */
	readonly usualOperation?: string;
}

/** Where something shows: operations by resource. */
type Places = ReadonlyMap<string, readonly string[]>;
type Show = Record<string, Array<string | boolean>>;

interface Placed extends Shown {
	readonly key: string;
	readonly places: Map<string, string[]>;
}

const valueOf = ({ choice }: { choice: INodePropertyOptions }): string => String(choice.value);

const byLabel = (a: { name: string }, b: { name: string }): number =>
	a.name.localeCompare(b.name, 'en');

/** Resources that show something at the same operations; no operations: at all of theirs. */
interface Group {
	readonly resources: ResourceForm[];
	readonly operations?: readonly string[];
}

/** Where something shows, as few products of resources and operations. */
function groupsOf(resources: readonly ResourceForm[], places: Places): Group[] {
	const groups = new Map<string, Group>();
	for (const resource of resources) {
		const operations = places.get(valueOf(resource));
		if (operations === undefined) continue;
		const whole = operations.length === resource.operations.length;
		const key = whole ? '' : JSON.stringify(operations);
		const group = groups.get(key) ?? { resources: [], ...(whole ? {} : { operations }) };
		group.resources.push(resource);
		groups.set(key, group);
	}
	return [...groups.values()];
}

/** What shows in all of a resource needs no operations, what shows everywhere no condition. */
const showOf = (group: Group, all: readonly ResourceForm[], root = ''): Show => ({
	...(group.resources.length === all.length
		? {}
		: { [`${root}resource`]: group.resources.map(valueOf) }),
	...(group.operations === undefined ? {} : { [`${root}operation`]: [...group.operations] }),
});

const withCondition = (property: INodeProperties, show: Show): INodeProperties =>
	Object.keys(show).length === 0 ? property : { ...property, displayOptions: { show } };

const shownAt = (
	resources: readonly ResourceForm[],
	{ property, when, places }: Placed,
): INodeProperties[] =>
	groupsOf(resources, places).map((group) =>
		withCondition(property, { ...showOf(group, resources), ...when }),
	);

const byDisplayName = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName, 'en');

/**
 * Puts lists into one, equal entries once, so that each operation shows its own in its own order and a value is kept
 * when the operation is switched.
 */
function merged(
	lists: ReadonlyArray<readonly [resource: string, operation: string, shown: readonly Shown[]]>,
): Placed[] {
	const placed: Placed[] = [];
	for (const [resource, operation, shown] of lists) {
		let after = -1;
		for (const { property, when } of shown) {
			const key = JSON.stringify([property, when]);
			const found = placed.findIndex((other, index) => index > after && other.key === key);
			const entry = placed[found] ?? { property, when, key, places: new Map<string, string[]>() };
			entry.places.set(resource, [...(entry.places.get(resource) ?? []), operation]);
			after = found >= 0 ? found : after + 1;
			if (found < 0) placed.splice(after, 0, entry);
		}
	}
	return placed;
}

/** The entries of the Options that these operations share, in the order of their labels, as n8n wants it. */
function entriesOf(resources: readonly ResourceForm[]): INodeProperties[] {
	const lists = resources.flatMap((resource) =>
		resource.operations.map((operation) => {
			const sorted = [...operation.options].sort(byDisplayName);
			const shown = sorted.map((property) => ({ property }));
			return [valueOf(resource), valueOf(operation), shown] as const;
		}),
	);
	return merged(lists)
		.flatMap(({ property, places }) =>
			groupsOf(resources, places).map((group) =>
				withCondition(property, showOf(group, resources, '/')),
			),
		)
		.sort(byDisplayName);
}

const operationsWithOptions = (resource: ResourceForm): ResourceForm => ({
	...resource,
	operations: resource.operations.filter(({ options }) => options.length > 0),
});

/** One collection for all that show it under the same condition, so that its values are kept when they are switched. */
function optionsOf(resources: readonly ResourceForm[]): INodeProperties[] {
	const withOptions = resources
		.map(operationsWithOptions)
		.filter(({ operations }) => operations.length > 0);
	const places = new Map(
		withOptions.map((resource) => [valueOf(resource), resource.operations.map(valueOf)]),
	);
	return groupsOf(resources, places).map((group) =>
		withCondition(
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: entriesOf(group.resources.map(operationsWithOptions)),
			},
			showOf(group, resources),
		),
	);
}

const noticeOf = (text: string, name: string, show: Show): INodeProperties =>
	withCondition({ displayName: text, name, type: 'notice', default: '' }, show);

function noticesOf(resources: readonly ResourceForm[]): INodeProperties[] {
	const several = resources.length > 1;
	return resources.flatMap((resource) => {
		const ofResource: Show = several ? { resource: [valueOf(resource)] } : {};
		const operationNotices = new Map<string, string[]>();
		for (const { notice, choice } of resource.operations) {
			if (notice === undefined) continue;
			operationNotices.set(notice, [...(operationNotices.get(notice) ?? []), String(choice.value)]);
		}
		return [
			...(resource.notice === undefined
				? []
				: [noticeOf(resource.notice, 'familyNotice', ofResource)]),
			...[...operationNotices].map(([notice, operation]) =>
				noticeOf(notice, 'operationNotice', { ...ofResource, operation }),
			),
		];
	});
}

function operationsOf(resources: readonly ResourceForm[]): INodeProperties[] {
	return resources.map((resource) => {
		const choices = resource.operations.map(({ choice }) => choice).sort(byLabel);
		const usual = resource.usualOperation ?? choices[0]?.value ?? '';
		const property: INodeProperties = {
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			default: usual,
			options: choices,
		};
		return withCondition(property, resources.length > 1 ? { resource: [valueOf(resource)] } : {});
	});
}

/** The form of a node: Resource, Operation, and what each operation shows. */
export function formOfResources(
	resources: readonly ResourceForm[],
	usualResource?: string,
): INodeProperties[] {
	const choices = resources.map(({ choice }) => choice).sort(byLabel);
	const usual = usualResource ?? choices[0]?.value ?? '';
	const listsOf = (part: 'fields' | 'common') =>
		resources.flatMap((resource) =>
			resource.operations.map(
				(operation) => [valueOf(resource), valueOf(operation), operation[part]] as const,
			),
		);
	const fields = resources.flatMap((resource) =>
		merged(listsOf('fields').filter(([value]) => value === valueOf(resource))),
	);
	return [
		...noticesOf(resources),
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			default: usual,
			options: choices,
		},
		...operationsOf(resources),
		...fields.flatMap((placed) => shownAt(resources, placed)),
		...merged(listsOf('common')).flatMap((placed) => shownAt(resources, placed)),
		...optionsOf(resources),
	];
}
