import type { AnyNode } from 'acorn';

import type { WorkflowFile } from '../workflow/workflowFile';
import { namedIn, programsOf } from './named';
import { setTextsOf } from './setNode';
import { textsIn } from './texts';
import { isKeyName, keysAmong, ofCode, writtenIn, type Written } from './written';

/** Where a key of PiAPI is, without the key. */
export interface KeyPlace {
	readonly node: string;
	/** As the editor shows it, e.g. `header x-api-key`. */
	readonly place: string;
	/** Whether the key is still there after the conversion. */
	readonly isLeft?: boolean;
}

/** A key, to be found wherever else it is; never told. */
export interface TypedKey extends KeyPlace {
	readonly key: string;
}

/** What a call sends for a key, and what it sends as a whole that may have one. */
export interface Sent extends Written {
	readonly wholes?: readonly string[];
}

/** A text that a node gives to a field, with the names on the way to it. */
interface Given {
	readonly node: string;
	readonly place: string;
	readonly path: readonly string[];
	readonly written: Written;
}

/** What code gives to the fields and variables that it names. */
function givenByCode(
	code: AnyNode,
	way: readonly string[] = [],
): Array<Omit<Given, 'node' | 'place'>> {
	return [...namedIn(code)].flatMap(([name, value]) => {
		const path = [...way, name];
		const isText = ['Literal', 'TemplateLiteral', 'MemberExpression'].includes(value.type);
		const written = isText ? [{ path, written: ofCode(value) }] : [];
		return value.type === 'ObjectExpression' ? [...written, ...givenByCode(value, path)] : written;
	});
}

/** What the nodes of a workflow, and their pinned data, give to fields. */
export function givenIn({ nodes, pinData = {} }: WorkflowFile): Given[] {
	const byNodes = nodes.flatMap((node): Given[] => [
		...setTextsOf(node).map(({ field, path, text }) => ({
			node: node.name,
			place: `field ${field}`,
			path,
			written: writtenIn(text),
		})),
		...programsOf(node)
			.flatMap((program) => givenByCode(program))
			.map((given) => ({ node: node.name, place: 'its code', ...given })),
	]);
	const pinned = Object.entries(pinData).flatMap(([node, data]) =>
		[...textsIn(data)].map(([path, text]) => ({
			node,
			place: 'its pinned data',
			path,
			written: { texts: [text], fields: [] },
		})),
	);
	return [...byNodes, ...pinned];
}

/** Whether a text is a key of something that is read as a whole. */
const isKeyIn = ({ path }: Given, whole: string): boolean =>
	isKeyName(path.at(-1) ?? '') && path.includes(whole);

/** The keys in what is read, and in the fields from which that has them. */
export function keysInFields({ fields, wholes = [] }: Sent, all: readonly Given[]): TypedKey[] {
	const keyed = all.filter((one) => wholes.some((whole) => isKeyIn(one, whole)));
	const found = new Set(keyed);
	const names = new Set([...fields, ...keyed.flatMap(({ written }) => written.fields)]);
	for (const name of names) {
		for (const one of all.filter((given) => given.path.at(-1) === name || isKeyIn(given, name))) {
			found.add(one);
			one.written.fields.forEach((field) => names.add(field));
		}
	}
	return [...found].flatMap(({ node, place, written }) =>
		keysAmong(written.texts).map((key) => ({ node, place, key })),
	);
}
