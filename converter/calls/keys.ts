import { placeOfCode } from '../code/codeNode';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { HTTP_REQUEST } from '../workflow/nodeTypes';
import { headersOf } from './httpRequest';
import { bareKey } from './placeholders';
import { setFieldsOf, setTextsOf } from './setNode';
import { textsIn } from './texts';
import type { KeyPlace, TypedKey } from './givenFields';
import { typedKeys } from './typedKeys';

class Keys {
	constructor(private readonly keys: ReadonlySet<string>) {}

	isIn = (text: string): boolean => [...this.keys].some((key) => text.includes(key));

	areIn = (value: unknown): boolean => [...textsIn(value)].some(([, text]) => this.isIn(text));

	/** A text that is only a key becomes empty. */
	removedFrom = (value: unknown): unknown => {
		if (typeof value === 'string' && this.keys.has(bareKey(value.replace(/^=/, '')))) return '';
		return withoutTexts(value, [...this.keys]);
	};
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

/** Whether something in a workflow, other than the Set node that writes it, reads a text, or a whole that has it. */
function isReadElsewhere(path: readonly string[], owner: string, { nodes }: WorkflowFile): boolean {
	const whole = path.slice(0, -1).map((name) => `${escaped(name)}(?![\\w$]|\\??\\.[\\w$])`);
	const names = [`${escaped(path.at(-1) ?? '')}(?![\\w$])`, ...whole];
	const named = new RegExp(`(?<![\\w$])(?:${names.join('|')})`);
	return nodes
		.filter((node) => node.name !== owner)
		.some(({ parameters }) => [...textsIn(parameters)].some(([, text]) => named.test(text)));
}

/** The parameters of a Set node without keys: its JSON, or the values of the fields that may lose them. */
function emptied(value: unknown, fields: ReadonlySet<string>, keys: Keys): unknown {
	if (Array.isArray(value)) return value.map((inner: unknown) => emptied(inner, fields, keys));
	if (typeof value !== 'object' || value === null) return value;
	const changed = Object.fromEntries(
		Object.entries(value).map(([name, inner]: [string, unknown]) => [
			name,
			name === 'jsonOutput' ? keys.removedFrom(inner) : emptied(inner, fields, keys),
		]),
	);
	if (typeof changed.name !== 'string' || !fields.has(changed.name)) return changed;
	const values = ['value', 'stringValue'].filter((name) => name in changed);
	return {
		...changed,
		...Object.fromEntries(values.map((name) => [name, keys.removedFrom(changed[name])])),
	};
}

/** Set nodes without the keys that nothing reads any more. */
function withoutUnread(workflow: WorkflowFile, keys: Keys): WorkflowFile {
	const nodes = workflow.nodes.map((node) => {
		const texts = setTextsOf(node).filter(({ text }) => keys.isIn(text));
		const read = texts.filter(({ path }) => isReadElsewhere(path, node.name, workflow));
		// JSON is one text, from which a key goes everywhere or nowhere.
		if (node.parameters.mode === 'raw' && read.length > 0) return node;
		const fields = new Set(texts.map(({ field }) => field));
		read.forEach(({ field }) => fields.delete(field));
		if (fields.size === 0) return node;
		return {
			...node,
			parameters: emptied(node.parameters, fields, keys) as FileNode['parameters'],
		};
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

/** The same value without any of the texts, wherever they are. */
function withoutTexts(value: unknown, texts: readonly string[]): unknown {
	if (typeof value === 'string') {
		return texts.reduce((whole, text) => whole.replaceAll(text, ''), value);
	}
	if (Array.isArray(value)) return value.map((inner: unknown) => withoutTexts(inner, texts));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, withoutTexts(inner as unknown, texts)]),
	);
}

/** The same value without any of the keys, wherever they are. */
export const withoutKeys = <T>(value: T, keys: readonly TypedKey[]): T =>
	withoutTexts(
		value,
		keys.map(({ key }) => key),
	) as T;
