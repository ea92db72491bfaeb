import { EACH, type Flow, type View } from './flow';
import { type Segment } from '../code/segments';
import {
	entriesAt,
	isNewField,
	isOfAnswer,
	looksLikeAnswer,
	newPath,
	type Answer,
	type Entries,
	type OutputForm,
} from './paths';

/** What is read of one answer in an item. */
interface Part {
	readonly view: View;
	/** The part of the path that leads to the answer, or to a list around it. */
	readonly place: readonly Segment[];
	/** The rest of it, in the answer; empty when the whole of the answer, or of a list around it, is read. */
	readonly path: readonly Segment[];
}

/** What is known of the answer of each call, and what its new node gives. */
interface Call {
	readonly answer: Answer;
	readonly form: OutputForm;
}

export type CallOf = (name: string) => Call | undefined;

const answerOf = ({ answer }: Call, { failed }: View): Answer =>
	failed ? { ...answer, shape: 'failedTask' } : answer;

function partOf(path: readonly Segment[], view: View): Part | undefined {
	const whole = { view, place: path, path: [] };
	for (const [index, key] of view.under.entries()) {
		const given = path[index];
		if (given === undefined) return whole;
		if (key === EACH ? typeof given !== 'number' : key !== given) {
			// Something else of the list, such as a method of it.
			return key === EACH ? whole : undefined;
		}
	}
	const depth = view.under.length;
	return { view, place: path.slice(0, depth), path: path.slice(depth) };
}

/** A call of which something is read that has no certain place in the new items. */
interface Missing {
	readonly call: string;
	/** Whether it is read of a failed task or of an error. */
	readonly failed: boolean;
	/** Whether it is read of the error that n8n gave for the request. */
	readonly ofError: boolean;
	/** Whether the new item has a field of the name of another one that is there. */
	readonly isClash: boolean;
}

/** What is read, and cannot be read from the new items. */
interface Conflict {
	readonly calls: readonly Missing[];
	/** What is read: the whole item, or a field of it. */
	readonly isWhole: boolean;
}

/** The path to read from now on, and what is in the list there, where that was asked. */
export interface Found {
	readonly path: readonly Segment[];
	readonly entries?: Entries;
}

type Resolved = Found | Conflict | undefined;

/** What depends on a path beside the value: it has to stay, or it names the entries that are not objects. */
export type Use = 'fixed' | 'entries';

export const isConflict = (resolved: Resolved): resolved is Conflict =>
	resolved !== undefined && 'calls' in resolved;

/** Whether no other item, and no field next to the answer, has this name. */
const isFree = (name: Segment | undefined, { beside, under }: View, { others }: Flow): boolean => {
	if (name === undefined || under.length > 0) return true;
	const isOther = others !== undefined && (others === 'unknown' || others.has(String(name)));
	return beside !== 'unknown' && !beside.has(String(name)) && !isOther;
};

/** Whether it is known that another item, or a field next to the answer, has this name. */
const isTaken = (name: Segment | undefined, { beside }: View, { others }: Flow): boolean =>
	[beside, others].some(
		(fields) => fields !== undefined && fields !== 'unknown' && fields.has(String(name)),
	);

const missing = (
	{ call, failed }: View,
	[first]: readonly Segment[],
	isClash = false,
): Missing => ({
	isClash,
	call,
	failed,
	ofError: failed && (first === 'error' || first === 'details'),
});

const FORMS: readonly OutputForm[] = ['simplified', 'raw', 'answer'];

type Target = readonly Segment[] | 'conflict' | 'clash' | 'own';

const isPath = (target: Target): target is readonly Segment[] => typeof target !== 'string';

/** Where a part is read from now on; 'own' when it has nothing to do with the answer. */
function targetOf({ view, place, path }: Part, call: Call, flow: Flow): Target {
	const answer = answerOf(call, view);
	const [first] = path;
	const isRebuilt = call.form === 'answer' && !view.failed;
	if (first === undefined) return isRebuilt && answer.api.rebuilds([]) ? place : 'conflict';
	const isBeside =
		view.under.length === 0 && view.beside !== 'unknown' && view.beside.has(String(first));
	if (isBeside || !isOfAnswer(path, answer)) {
		if (isRebuilt || !isNewField(first, answer, call.form)) return 'own';
		return isBeside ? 'clash' : 'conflict';
	}
	if (!view.certain && !looksLikeAnswer(path, answer)) return 'own';
	const found = newPath(path, answer, call.form);
	if (found === undefined) return 'conflict';
	if (isRebuilt) return [...place, ...found];
	if (!view.certain) return 'conflict';
	if ([found[0], first].every((name) => isFree(name, view, flow))) return [...place, ...found];
	return isTaken(found[0], view, flow) ? 'clash' : 'conflict';
}

/** What all of the answers have in a list at this path. */
function entriesIn(path: readonly Segment[], flow: Flow, callOf: CallOf): Entries | undefined {
	const [first, ...others] = flow.views.flatMap((view) => {
		const call = callOf(view.call);
		const part = partOf(path, view);
		return call && part ? [entriesAt(part.path, answerOf(call, view))] : [];
	});
	return others.every((entries) => entries === first) ? first : undefined;
}

/**
 * The path that reads from the new nodes' items what `path` read from the answers. Undefined when it reads nothing of
 * an answer.
 */
export function resolve(path: readonly Segment[], flow: Flow, callOf: CallOf, use?: Use): Resolved {
	const found = resolveValue(path, flow, callOf);
	if (use === undefined || found === undefined || isConflict(found)) return found;
	if (JSON.stringify(found.path) === JSON.stringify(path)) return found;
	const entries = use === 'entries' ? entriesIn(path, flow, callOf) : undefined;
	if (entries !== undefined) return { ...found, entries };
	const calls = flow.views.filter(({ call }) => callOf(call)?.form !== 'answer');
	return { calls: calls.map((view) => missing(view, path)), isWhole: false };
}

function resolveValue(path: readonly Segment[], flow: Flow, callOf: CallOf): Resolved {
	const found = flow.views.flatMap((view) => {
		const call = callOf(view.call);
		const part = partOf(path, view);
		if (call === undefined || part === undefined) return [];
		const target = targetOf(part, call, flow);
		return target === 'own' ? [] : [{ view, call, target, path: part.path }];
	});
	const [first] = found;
	if (first === undefined) return undefined;
	const isOne = found.every(
		({ target }) => isPath(target) && JSON.stringify(target) === JSON.stringify(first.target),
	);
	if (isOne && isPath(first.target)) return { path: first.target };
	const inConflict = found.filter(({ target }) => !isPath(target));
	// Where the places only differ, the plainest ones have to change.
	const lowest = Math.min(...found.map(({ call }) => FORMS.indexOf(call.form)));
	const open =
		inConflict.length > 0
			? inConflict
			: found.filter(({ call }) => FORMS.indexOf(call.form) === lowest);
	return {
		calls: open.map(({ view, path: inAnswer, target }) =>
			missing(view, inAnswer, target === 'clash'),
		),
		isWhole: path.length === 0,
	};
}
