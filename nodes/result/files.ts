import { anyResults, SIDE_PRODUCTS } from '../catalog/anyResults';
import { operationsOf } from '../catalog';
import type { Family, MediaKind, Operation, Result } from '../catalog/vocabulary';
import { isCompleted, isFinal, type Task } from '../transport/task';
import { endsAt, isAt, leavesOf, type Leaf } from './leaves';
import { linksIn, sideProductsIn, sideRoleOf, withKindOfLink } from './links';
import { isLink } from './mediaLinks';
import { filesAt, textAt, type ResultFile } from './places';
import { searchableLeaves, unpacked } from './searchable';

/** The result of a task. */
export interface TaskResult {
	/** Best file first; the same link once. */
	readonly files: readonly ResultFile[];
	readonly text?: string;
	/** The task has completed, and nothing of what it should give is in its output. */
	readonly isMissing: boolean;
}

/** How well an operation's fixed input fits the task: -1 when the task says otherwise. */
function fit({ fixed = {} }: Operation, { input }: Task): number {
	const leaves = leavesOf(input);
	const told = Object.entries(fixed).map(([path, value]) => ({
		value,
		at: leaves.filter((leaf) => isAt(leaf, path)).map((leaf) => leaf.value),
	}));
	return told.some(({ at, value }) => at.length > 0 && !at.includes(value))
		? -1
		: told.filter(({ at }) => at.length > 0).length;
}

/**
 * What the catalog says about the task's results, by operation; nothing where it does not know the task. Where several
 * versions share a task type, the one that fits the task's input comes first.
 */
const resultsOf = (families: readonly Family[], task: Task): Array<readonly Result[]> =>
	operationsOf(families, task.model, task.taskType)
		.map((operation) => ({ operation, rank: fit(operation, task) }))
		.sort((a, b) => b.rank - a.rank)
		.map(({ operation }) => operation.results);

const once = (files: readonly ResultFile[]): ResultFile[] =>
	files.filter(({ url }, index) => files.findIndex((other) => other.url === url) === index);

const isMain = ({ role }: ResultFile): boolean => SIDE_PRODUCTS.every(([side]) => side !== role);

interface Found {
	readonly files: readonly ResultFile[];
	readonly text?: string;
}

/** Whether it is what such a task is for; anything but a side product where that is not known. */
const isWhole = ({ files, text }: Found, usual: MediaKind | undefined): boolean =>
	usual === 'text'
		? text !== undefined
		: files.some((file) => isMain(file) && (usual === undefined || file.kind === usual));

/** The result of a task. Before it has finished, links in its output are previews. */
export function resultOf(families: readonly Family[], task: Task): TaskResult {
	if (!isFinal(task)) return { files: [], isMissing: false };
	const places = resultsOf(families, task);
	const usual = places[0]?.[0]?.kind;
	const leaves = leavesOf(unpacked(task.output));
	const found = places.map((results) => ({
		files: once(filesAt(leaves, results, isAt)),
		text: textAt(leaves, results, isAt),
	}));
	const whole = found.find((one) => isWhole(one, usual));
	if (whole) return { ...whole, isMissing: false };
	const some = {
		files: once(found.flatMap(({ files }) => files)),
		text: found.map(({ text }) => text).find((text) => text !== undefined),
	};
	return isCompleted(task) ? elsewhere(task, some, usual) : { ...some, isMissing: false };
}

/** What is in the output of a completed task at other places than the catalog knows of. */
function elsewhere(task: Task, { files, text }: Found, usual: MediaKind | undefined): TaskResult {
	const leaves = searchableLeaves(task);
	const ofResults = leaves.filter((leaf) => sideRoleOf(leaf) === undefined);
	const named = [...files, ...filesAt(ofResults, anyResults, endsAt).map(withKindOfLink)];
	// Beside a result of another kind, a link that nothing names is hardly one.
	const links = isWhole({ files: named }, usual)
		? []
		: linksIn(ofResults, usual).filter(({ kind }) => !named.some(isMain) || kind === usual);
	const sides = sideProductsIn(leaves, usual).filter(({ role }) =>
		named.every((file) => file.role !== role),
	);
	const found = once(inOrder([...named, ...links, ...sides], usual));
	const given = text ?? textIn(leaves, usual, found.length > 0);
	const isText = given !== undefined && (usual === undefined || usual === 'text');
	return { files: found, text: given, isMissing: found.length === 0 && !isText };
}

const KINDS: ReadonlyArray<ResultFile['kind']> = ['video', 'audio', 'model', 'image', 'file'];

/** What the task is for comes first, side products last. */
function inOrder(files: readonly ResultFile[], usual: MediaKind | undefined): ResultFile[] {
	const rankOf = (file: ResultFile): number =>
		(isMain(file) ? 0 : 20) + (file.kind === usual ? 0 : 10) + KINDS.indexOf(file.kind);
	return [...files].sort((one, other) => rankOf(one) - rankOf(other));
}

/** An output that is a text; else a text by its name, where it is all there is. */
function textIn(
	leaves: readonly Leaf[],
	usual: MediaKind | undefined,
	hasFiles: boolean,
): string | undefined {
	const bare = leaves
		.filter(({ keys, value }) => keys.length === 0 && !isLink(value))
		.map(({ value }) => value)
		.filter((value) => typeof value === 'string' || (usual === 'text' && typeof value === 'number'))
		.join('\n')
		.trim();
	if (bare !== '') return bare;
	return hasFiles && usual !== 'text' ? undefined : textAt(leaves, anyResults, endsAt);
}
