import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Values by parameter. */
export type When = Readonly<Record<string, Array<string | number | boolean>>>;

/** A property as one operation shows it. */
export interface Shown {
	readonly property: INodeProperties;
	/** What else must be set for it to show. */
	readonly when?: When;
	/**
	 * What hides it. n8n removes the value of a hidden property before the node runs, so fields that depend on another one are
	 * hidden by its other values: they stay where the value is written in a way that the node understands and n8n does not.
	 */
	readonly unless?: When;
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
	/** The entries of its Options: other fields of the model. */
	readonly options: readonly Shown[];
	/** The entries of its Task Options: the same wherever they occur. */
	readonly taskOptions: readonly Shown[];
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
type Show = Record<string, Array<string | number | boolean>>;

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
const showOf = (group: Group, all: readonly ResourceForm[]): Show => ({
	...(group.resources.length === all.length ? {} : { resource: group.resources.map(valueOf) }),
	...(group.operations === undefined ? {} : { operation: [...group.operations] }),
});

function withCondition(property: INodeProperties, show: Show, hide: When = {}): INodeProperties {
	const conditions = Object.entries({ show, hide: { ...hide } }).filter(
		([, condition]) => Object.keys(condition).length > 0,
	);
	return conditions.length === 0
		? property
		: { ...property, displayOptions: Object.fromEntries(conditions) };
}

const shownAt = (
	resources: readonly ResourceForm[],
	{ property, when, unless, places }: Placed,
): INodeProperties[] =>
	groupsOf(resources, places).map((group) =>
		withCondition(property, { ...showOf(group, resources), ...when }, unless),
	);

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
		for (const one of shown) {
			const key = JSON.stringify([one.property, one.when, one.unless]);
			const found = placed.findIndex((other, index) => index > after && other.key === key);
			const entry = placed[found] ?? { ...one, key, places: new Map<string, string[]>() };
			entry.places.set(resource, [...(entry.places.get(resource) ?? []), operation]);
			after = found >= 0 ? found : after + 1;
			if (found < 0) placed.splice(after, 0, entry);
		}
	}
	return placed;
}

type Part = 'fields' | 'common' | 'options' | 'taskOptions';

const listsOf = (part: Part, resources: readonly ResourceForm[]) =>
	resources.flatMap((resource) =>
		resource.operations.map(
			(operation) => [valueOf(resource), valueOf(operation), operation[part]] as const,
		),
	);

const byDisplayName = (a: INodeProperties, b: INodeProperties): number =>
	a.displayName.localeCompare(b.displayName, 'en');

/**
 * A collection with exactly the entries of an operation, once for all operations with the same entries. n8n's AI reads
 * what each operation takes, and conditions inside a collection tell it nothing.
 */
function collectionsOf(
	part: 'options' | 'taskOptions',
	resources: readonly ResourceForm[],
	displayName: string,
): INodeProperties[] {
	const lists = listsOf(part, resources)
		.filter(([, , shown]) => shown.length > 0)
		.map(([resource, operation, shown]) => {
			const options = shown
				.map(({ property, when, unless }) => withCondition(property, { ...when }, unless))
				.sort(byDisplayName);
			const property: INodeProperties = {
				displayName,
				name: part,
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options,
			};
			return [resource, operation, [{ property }]] as const;
		});
	return merged(lists).flatMap((placed) => shownAt(resources, placed));
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

/** The form of a node: Resource, Operation, and what each operation shows. Resources are listed in the given order. */
export function formOfResources(
	resources: readonly ResourceForm[],
	usualResource?: string,
): INodeProperties[] {
	const usual = usualResource ?? resources[0]?.choice.value ?? '';
	const fields = resources.flatMap((resource) => merged(listsOf('fields', [resource])));
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			default: usual,
			options: resources.map(({ choice }) => choice),
		},
		...operationsOf(resources),
		...noticesOf(resources),
		...fields.flatMap((placed) => shownAt(resources, placed)),
		...merged(listsOf('common', resources)).flatMap((placed) => shownAt(resources, placed)),
		...collectionsOf('options', resources, 'Options'),
		...collectionsOf('taskOptions', resources, 'Task Options'),
	];
}
