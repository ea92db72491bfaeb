import { placeOfCode } from '../code/codeNode';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { HTTP_REQUEST, SET } from '../workflow/nodeTypes';
import { headersOf } from './httpRequest';
import { setFieldsOf } from './setNode';
import { typedKeys, type KeyPlace, type TypedKey } from './typedKeys';

/** Every text in a value, with the names on the way to it. */
function* textsIn(
	value: unknown,
	path: readonly string[] = [],
): Generator<readonly [path: readonly string[], text: string]> {
	if (typeof value === 'string') yield [path, value];
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, [...path, key]);
}

class Keys {
	constructor(private readonly keys: ReadonlySet<string>) {}

	isIn = (text: string): boolean => [...this.keys].some((key) => text.includes(key));

	areIn = (value: unknown): boolean => [...textsIn(value)].some(([, text]) => this.isIn(text));
}

/** A place in the parameters of an HTTP Request node, as its editor calls it. */
function placeInRequest([group = '']: readonly string[]): string {
	if (/^url$/i.test(group)) return 'URL';
	if (/header/i.test(group)) return 'headers';
	if (/query/i.test(group)) return 'query parameters';
	return /body/i.test(group) ? 'body' : 'parameters';
}

/** The places of a node in which one of the keys is, as the editor calls them. */
function placesIn(node: FileNode, keys: Keys): string[] {
	const { parameters, type, notes } = node;
	const inNotes = keys.areIn(notes) ? ['its notes'] : [];
	if (!keys.areIn(parameters))
		return keys.areIn({ ...node, notes: '' }) ? ['its settings'] : inNotes;
	if (type.endsWith('.stickyNote')) return ['its text', ...inNotes];
	if (placeOfCode(node) !== undefined) return ['its code', ...inNotes];
	const fields = setFieldsOf(node).filter(({ value }) => keys.areIn(value));
	if (fields.length > 0) return [...fields.map(({ name }) => `field ${name}`), ...inNotes];
	if (![HTTP_REQUEST, `${HTTP_REQUEST}Tool`].includes(type)) return ['its parameters', ...inNotes];
	const headers = headersOf(node)
		.filter(({ value }) => keys.areIn(value))
		.map(({ name }) => `header ${name}`);
	const others = [...textsIn(parameters)]
		.filter(([, text]) => keys.isIn(text))
		.map(([path]) => placeInRequest(path))
		.filter((place) => place !== 'headers' || headers.length === 0);
	return [...headers, ...others, ...inNotes];
}

/** Every place of a workflow in which one of the keys is. */
function placesInWorkflow(workflow: WorkflowFile, keys: Keys): KeyPlace[] {
	const { nodes, pinData = {}, name, connections, ...others } = workflow;
	const inNodes = nodes.flatMap((node) =>
		[...new Set(placesIn(node, keys))].map((place) => ({ node: node.name, place })),
	);
	const pinned = Object.entries(pinData)
		.filter(([, data]) => keys.areIn(data))
		.map(([node]) => ({ node, place: 'its pinned data' }));
	const around = keys.areIn({ name, connections, others })
		? [{ node: 'The workflow', place: 'what the file has beside its nodes' }]
		: [];
	return [...inNodes, ...pinned, ...around];
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whether something in a workflow, other than the Set node that writes it, has the name of a field. */
function isNamedElsewhere(field: string, owner: string, { nodes }: WorkflowFile): boolean {
	const named = new RegExp(`(?<![\\w$])${escaped(field)}(?![\\w$])`);
	return nodes
		.filter((node) => node.name !== owner)
		.some(({ parameters }) => [...textsIn(parameters)].some(([, text]) => named.test(text)));
}

/** The parameters of a Set node in which a field is empty. */
function withEmptyField(value: unknown, field: string): unknown {
	if (Array.isArray(value)) return value.map((inner: unknown) => withEmptyField(inner, field));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, inner]: [string, unknown]) => {
		if (key !== 'jsonOutput' || typeof inner !== 'string') {
			return [key, withEmptyField(inner, field)] as const;
		}
		const json = { ...(JSON.parse(inner) as object), [field]: '' };
		return [key, JSON.stringify(json, null, 2)] as const;
	});
	const changed = Object.fromEntries(entries);
	if (changed.name !== field) return changed;
	const names = ['value', 'stringValue'].filter((name) => typeof changed[name] === 'string');
	return { ...changed, ...Object.fromEntries(names.map((name) => [name, ''])) };
}

/** Set nodes without the keys that nothing reads any more. */
function withoutUnread(workflow: WorkflowFile, keys: Keys): WorkflowFile {
	const nodes = workflow.nodes.map((node) => {
		if (node.type !== SET) return node;
		const unread = setFieldsOf(node)
			.filter(({ value }) => keys.areIn(value))
			.filter(({ name }) => !isNamedElsewhere(name, node.name, workflow));
		const parameters = unread.reduce<unknown>(
			(sofar, { name }) => withEmptyField(sofar, name),
			node.parameters,
		);
		return { ...node, parameters: parameters as FileNode['parameters'] };
	});
	return { ...workflow, nodes };
}

const isSame = (one: KeyPlace, other: KeyPlace): boolean =>
	one.node === other.node && one.place === other.place;

/**
 * The converted workflow without the keys of PiAPI that nothing requires any more, and every place where a key was
 * typed or still is. Keys go with the nodes that are replaced and out of Set fields that nothing else reads; all other
 * texts stay as they are.
 */
export function clearKeys(
	before: WorkflowFile,
	after: WorkflowFile,
): { readonly workflow: WorkflowFile; readonly keys: readonly KeyPlace[] } {
	const typed = typedKeys(before);
	if (typed.length === 0) return { workflow: after, keys: [] };
	const keys = new Keys(new Set(typed.map(({ key }) => key)));
	// What is not converted is given back as it came.
	const workflow = after === before ? after : withoutUnread(after, keys);
	const left = placesInWorkflow(workflow, keys);
	const gone = typed
		.map(({ node, place }): KeyPlace => ({ node, place }))
		.filter((one, index, all) => all.findIndex((other) => isSame(one, other)) === index)
		.filter((one) => !left.some((other) => isSame(one, other)));
	return { workflow, keys: [...gone, ...left.map((one) => ({ ...one, isLeft: true }))] };
}

/** The same value without any of the keys, wherever they are. */
export function withoutKeys<T>(value: T, keys: readonly TypedKey[]): T {
	if (typeof value === 'string') {
		return keys.reduce<string>((text, { key }) => text.replaceAll(key, ''), value) as T;
	}
	if (Array.isArray(value)) return value.map((inner: unknown) => withoutKeys(inner, keys)) as T;
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withoutKeys(inner as unknown, keys)]),
	) as T;
}
