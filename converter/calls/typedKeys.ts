import type { AnyNode } from 'acorn';

import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { childrenOf, methodOf, parsedCode } from '../code/syntax';
import { isTemplateObject, withTexts, type TemplateObject } from './bodyTemplate';
import { bodyOf, callsPiApi, headersOf } from './httpRequest';
import { namedIn, programsOf } from './named';
import { piecesOf } from '../code/pieces';
import { bareKey, isKey } from './placeholders';
import { setTextsOf } from './setNode';
import { templateOf } from './template';
import { pairsIn, textsIn } from './texts';
import { isRecord, textOf } from '../json';

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

export const isKeyName = (name: string): boolean =>
	/^(?:x[-_])?(?:api[-_]?)?(?:key|token)$|^authorization$/i.test(name.trim());

/** What is written for a key: texts as they are, and the fields that are read. */
interface Written {
	readonly texts: readonly string[];
	readonly fields: readonly string[];
}

/** The texts in code, and the last names of the paths that it reads. */
function ofCode(node: AnyNode): Written {
	if (node.type === 'Literal') {
		return { texts: typeof node.value === 'string' ? [node.value] : [], fields: [] };
	}
	if (node.type === 'TemplateElement') return { texts: [node.value.cooked ?? ''], fields: [] };
	if (node.type === 'MemberExpression') {
		const { property, computed } = node;
		if (property.type === 'Identifier' && !computed) return { texts: [], fields: [property.name] };
		if (property.type === 'Literal') return { texts: [], fields: [String(property.value)] };
	}
	// The name of a method is none of a field.
	const method = node.type === 'CallExpression' ? methodOf(node) : undefined;
	const children = childrenOf(node);
	const parts = method === undefined ? children : [method.of, ...children.slice(1)];
	const inner = parts.map(ofCode);
	return {
		texts: inner.flatMap(({ texts }) => texts),
		fields: inner.flatMap(({ fields }) => fields),
	};
}

function writtenIn(value: unknown): Written {
	if (typeof value !== 'string') return { texts: [], fields: [] };
	if (!value.startsWith('=')) return { texts: [value], fields: [] };
	const parts = piecesOf(value.slice(1)).map(({ code, text }): Written => {
		const parsed = code ? parsedCode(text) : undefined;
		return parsed === undefined ? { texts: code ? [] : [text], fields: [] } : ofCode(parsed.code);
	});
	return {
		texts: parts.flatMap(({ texts }) => texts),
		fields: parts.flatMap(({ fields }) => fields),
	};
}

interface Row {
	readonly name: string;
	readonly value: unknown;
}

/** The query parameters of an HTTP Request node, in whatever version it is. */
function queryOf({ parameters }: FileNode): Row[] {
	const lists = [parameters.queryParameters, parameters.queryParametersUi].flatMap((group) =>
		isRecord(group) ? Object.values(group).flat() : [],
	);
	return lists.filter(isRecord).map(({ name, value }) => ({ name: String(name), value }));
}

const keysAmong = (texts: readonly string[]): string[] => texts.map(bareKey).filter(isKey);

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
function givenIn({ nodes, pinData = {} }: WorkflowFile): Given[] {
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
function keysInFields({ fields, wholes = [] }: Sent, all: readonly Given[]): TypedKey[] {
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

/** What a call sends for a key, and what it sends as a whole that may have one. */
interface Sent extends Written {
	readonly wholes?: readonly string[];
}

/** What a parameter of JSON sends for a key. */
function ofJson(value: unknown): Sent {
	const text = textOf(value);
	const json = templateOf(text);
	if (isTemplateObject(json)) return ofBody(json);
	const typed = pairsIn(text).flatMap(([name, typed]) => (isKeyName(name) ? [typed] : []));
	return { texts: typed, fields: [], wholes: writtenIn(text).fields };
}

/** What a body sends in fields with the name of a key. */
function ofBody(body: TemplateObject): Sent {
	const all = [...textsIn(withTexts(body))].map(([path, text]) => ({
		isKey: isKeyName(path.at(-1) ?? ''),
		...writtenIn(text),
	}));
	const named = all.filter((one) => one.isKey);
	return {
		texts: named.flatMap(({ texts }) => texts),
		fields: named.flatMap(({ fields }) => fields),
		wholes: all.flatMap(({ fields }) => fields),
	};
}

/** What a URL has for a key. */
function ofUrl(url: string): Sent {
	const sent = [...url.matchAll(/[?&]([\w-]+)=(\{\{.*?\}\}|[^&{}\s]+)/g)]
		.filter(([, name = '']) => isKeyName(name))
		.map(([, , value = '']) => writtenIn(`=${value}`));
	return {
		texts: sent.flatMap(({ texts }) => texts),
		fields: sent.flatMap(({ fields }) => fields),
	};
}

/** The keys in a body, without those in what its expressions read. */
export const keysInBody = (body: TemplateObject): string[] => keysAmong(ofBody(body).texts);

/** What a call sends where a key may be, and the place. */
function sentBy(node: FileNode, workflow: WorkflowFile): Array<readonly [place: string, Sent]> {
	const { parameters } = node;
	const ofRows = (kind: string, rows: readonly Row[]) =>
		rows
			.filter(({ name }) => isKeyName(name))
			.map(({ name, value }) => [`${kind} ${name}`, writtenIn(value)] as const);
	const headers = parameters.jsonHeaders ?? parameters.headerParametersJson;
	const isRead = isTemplateObject(templateOf(textOf(headers)));
	const body = bodyOf(node, workflow);
	return [
		...ofRows('header', headersOf(node)),
		...(isRead ? [] : [['headers', ofJson(headers)] as const]),
		...ofRows('query parameter', queryOf(node)),
		['URL', ofUrl(textOf(parameters.url))],
		['query parameters', ofJson(parameters.jsonQuery ?? parameters.queryParametersJson)],
		[
			'body',
			isTemplateObject(body)
				? ofBody(body)
				: ofJson(parameters.jsonBody ?? parameters.bodyParametersJson ?? parameters.body),
		],
	];
}

/** Every key that somebody typed for a call to PiAPI. */
export function typedKeys(workflow: WorkflowFile): TypedKey[] {
	const given = givenIn(workflow);
	return workflow.nodes
		.filter((node) => callsPiApi(node, workflow))
		.flatMap((node) =>
			sentBy(node, workflow).flatMap(([place, one]) => [
				...keysAmong(one.texts).map((key) => ({ node: node.name, place, key })),
				...keysInFields(one, given),
			]),
		);
}
