import type { Segment } from '../code/segments';

/** Names of fields; 'unknown' where they cannot be told. */
export type Fields = ReadonlySet<string> | 'unknown';

/** Any place in a list. */
export const EACH = '*';

/** An answer of a call in an item, as a node finds it. */
export interface View {
	/** The node that made the call. */
	readonly call: string;
	/** Whether it is the item of a task that failed. */
	readonly failed: boolean;
	/** The path of the answer; empty when the item is the answer. */
	readonly under: readonly Segment[];
	/** Whether the answer is there, unchanged; else it may be there. */
	readonly certain: boolean;
	/** Fields that others put next to the answer's. */
	readonly beside: Fields;
}

/** What the items between two nodes are like. */
export interface Flow {
	readonly views: readonly View[];
	/** The fields of items without any answer; undefined when there are no such items. */
	readonly others: Fields | undefined;
}

export const NOTHING: Flow = { views: [], others: undefined };
export const UNKNOWN: Flow = { views: [], others: 'unknown' };

const union = (one: Fields, other: Fields): Fields =>
	one === 'unknown' || other === 'unknown' ? 'unknown' : new Set([...one, ...other]);

const unionOfOthers = (one: Fields | undefined, other: Fields | undefined): Fields | undefined => {
	if (one === undefined) return other;
	return other === undefined ? one : union(one, other);
};

const keyOf = ({ call, failed, under, certain }: View): string =>
	JSON.stringify([call, failed, under, certain]);

/** Items that come by any of several ways. */
export function joinedFlow(flows: readonly Flow[]): Flow {
	const views = new Map<string, View>();
	for (const view of flows.flatMap((flow) => flow.views)) {
		const known = views.get(keyOf(view));
		const beside = known === undefined ? view.beside : union(known.beside, view.beside);
		views.set(keyOf(view), { ...view, beside });
	}
	return {
		views: [...views.values()],
		others: flows.reduce<Fields | undefined>(
			(sofar, { others }) => unionOfOthers(sofar, others),
			undefined,
		),
	};
}

const mapViews = (flow: Flow, change: (view: View) => View): Flow => ({
	...flow,
	views: flow.views.map(change),
});

/** Items that got more fields. */
export const withFields = (flow: Flow, names: Fields): Flow => ({
	views: flow.views.map((view) => ({ ...view, beside: union(view.beside, names) })),
	others: flow.others === undefined ? undefined : union(flow.others, names),
});

/** Items that may or may not be returned. */
export const uncertain = (flow: Flow): Flow => ({
	views: mapViews(flow, (view) => ({ ...view, certain: false })).views,
	others: 'unknown',
});

const DEEPEST = 4;

/** All items in a list of one item. */
export const listed = (flow: Flow, field: string): Flow => ({
	views: flow.views
		.filter(({ under }) => under.length < DEEPEST)
		.map((view) => ({
			...view,
			under: [field, EACH, ...view.under],
			certain: view.certain && flow.others === undefined,
		})),
	others: flow.views.length > 0 ? undefined : new Set([field]),
});

const fieldsOf = ({ views, others }: Flow): Fields =>
	views.reduce((sofar, { beside }) => union(sofar, beside), others ?? new Set<string>());

const ANSWER_FIELDS = ['data', 'code', 'message'];

/** Items that have the fields of one item of each input. Of two fields with one name, either may be the one. */
export function combined(inputs: readonly Flow[]): Flow {
	const views = inputs.flatMap((flow, index) => {
		const beside = fieldsOfAll(inputs.filter((_, other) => other !== index));
		const isClear = beside === 'unknown' || !ANSWER_FIELDS.some((name) => beside.has(name));
		return isClear ? withFields(flow, beside).views : withFields(uncertain(flow), 'unknown').views;
	});
	const isAlways = inputs.some((flow) => flow.views.length > 0 && flow.others === undefined);
	return { views, others: isAlways ? undefined : fieldsOfAll(inputs) };
}

const fieldsOfAll = (flows: readonly Flow[]): Fields =>
	flows.reduce<Fields>((sofar, flow) => union(sofar, fieldsOf(flow)), new Set());

/** Two flows are the same when nothing more is known from one of them. */
export const sameFlow = (one: Flow, other: Flow): boolean => textOf(one) === textOf(other);

const textOfFields = (fields: Fields | undefined): unknown =>
	fields === undefined || fields === 'unknown' ? (fields ?? null) : [...fields].sort();

const textOf = ({ views, others }: Flow): string =>
	JSON.stringify([
		views.map((view) => [keyOf(view), textOfFields(view.beside)]).sort(),
		textOfFields(others),
	]);
