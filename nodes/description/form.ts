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

/**
 * The conditions under which n8n shows something at these places; several when they are no product of resources and
 * operations. What shows in all of a resource needs no operations, what shows everywhere no condition.
 */
function conditionsOf(resources: readonly ResourceForm[], places: Places, root: string): Show[] {
	const groups = new Map<string, { resources: string[]; operations?: string[] }>();
	for (const resource of resources) {
		const operations = places.get(valueOf(resource));
		if (operations === undefined) continue;
		const whole = operations.length === resource.operations.length;
		const key = whole ? '' : JSON.stringify(operations);
		const group = groups.get(key) ?? {
			resources: [],
			...(whole ? {} : { operations: [...operations] }),
		};
		group.resources.push(valueOf(resource));
		groups.set(key, group);
	}
	return [...groups.values()].map((group) => ({
		...(group.resources.length === resources.length
			? {}
			: { [`${root}resource`]: group.resources }),
		...(group.operations === undefined ? {} : { [`${root}operation`]: group.operations }),
	}));
}

const withCondition = (property: INodeProperties, show: Show): INodeProperties =>
	Object.keys(show).length === 0 ? property : { ...property, displayOptions: { show } };

const shownAt = (
	resources: readonly ResourceForm[],
	{ property, when, places }: Placed,
): INodeProperties[] =>
	conditionsOf(resources, places, '').map((show) => withCondition(property, { ...show, ...when }));

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

/** One collection for all; n8n wants its entries in the order of their labels. */
function optionsOf(resources: readonly ResourceForm[]): INodeProperties[] {
	const entries = merged(
		resources.flatMap((resource) =>
			resource.operations.map(
				(operation) =>
					[
						valueOf(resource),
						valueOf(operation),
						[...operation.options]
							.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en'))
							.map((property) => ({ property })),
					] as const,
			),
		),
	);
	const places = new Map(
		resources
			.map(
				(resource) =>
					[
						valueOf(resource),
						resource.operations.filter(({ options }) => options.length > 0).map(valueOf),
					] as const,
			)
			.filter(([, operations]) => operations.length > 0),
	);
	const collection: INodeProperties = {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: entries
			.flatMap(({ property, places: at }) =>
				conditionsOf(resources, at, '/').map((show) => withCondition(property, show)),
			)
			.sort((a, b) => a.displayName.localeCompare(b.displayName, 'en')),
	};
	return conditionsOf(resources, places, '').map((show) => withCondition(collection, show));
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
