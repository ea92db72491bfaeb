import type { AnyNode } from 'acorn';

import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { childrenOf, parsedCode } from '../code/syntax';
import { headersOf, readCall } from './httpRequest';
import { namedIn, programsOf } from './named';
import { piecesOf } from '../code/pieces';
import { otherCallers } from './otherCallers';
import { bareKey, isKey } from './placeholders';
import { setFieldsOf } from './setNode';
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

const isKeyName = (name: string): boolean =>
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
	const inner = childrenOf(node).map(ofCode);
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

const rowsIn = (...groups: unknown[]): Row[] =>
	groups
		.flatMap((group) => (isRecord(group) ? Object.values(group).flat() : []))
		.filter(isRecord)
		.map(({ name, value }) => ({ name: String(name), value }));

/** The query parameters of an HTTP Request node, in whatever version it is. */
const queryOf = ({ parameters }: FileNode): Row[] =>
	rowsIn(parameters.queryParameters, parameters.queryParametersUi);

const keysAmong = (texts: readonly string[]): string[] => texts.map(bareKey).filter(isKey);

/** The keys that a node gives to a field of this name, and where. */
function keysOfField(node: FileNode, field: string): TypedKey[] {
	const { name: owner } = node;
	const inSet = setFieldsOf(node)
		.filter(({ name }) => name === field)
		.flatMap(({ value }) => keysAmong(writtenIn(value).texts))
		.map((key) => ({ node: owner, place: `field ${field}`, key }));
	const inCode = programsOf(node)
		.flatMap((program) => [...namedIn(program)])
		.filter(([name]) => name === field)
		.flatMap(([, value]) => keysAmong(value.type === 'Literal' ? ofCode(value).texts : []))
		.map((key) => ({ node: owner, place: 'its code', key }));
	return [...inSet, ...inCode];
}

function keysInUrl({ name, parameters }: FileNode): TypedKey[] {
	const url = typeof parameters.url === 'string' ? parameters.url : '';
	return [...url.matchAll(/[?&]([\w-]+)=([^&{}\s]+)/g)]
		.filter(([, field = '', value = '']) => isKeyName(field) && isKey(value))
		.map(([, , key = '']) => ({ node: name, place: 'URL', key }));
}

/** The keys that code of a node that calls PiAPI gives to something with the name of a key. */
const keysInCode = (node: FileNode): TypedKey[] =>
	programsOf(node)
		.flatMap((program) => [...namedIn(program)])
		.filter(([name]) => isKeyName(name))
		.flatMap(([, value]) =>
			keysAmong(['Literal', 'TemplateLiteral'].includes(value.type) ? ofCode(value).texts : []),
		)
		.map((key) => ({ node: node.name, place: 'its code', key }));

/** The keys in the form of the first HTTP tool, and in a command. */
function keysInParameters({ name, parameters }: FileNode): TypedKey[] {
	const { command, parametersHeaders, parametersQuery } = parameters;
	const ofRows = rowsIn(parametersHeaders, parametersQuery)
		.filter((row) => isKeyName(row.name))
		.flatMap(({ value }) => keysAmong(writtenIn(value).texts));
	const ofCommand = [...textOf(command).matchAll(/x-api-key\s*:\s*([^\s"'\\]+)/gi)]
		.map(([, key = '']) => key)
		.filter(isKey);
	return [...ofRows, ...ofCommand].map((key) => ({ node: name, place: 'its parameters', key }));
}

/** Every key that somebody typed for a call to PiAPI. */
export function typedKeys(workflow: WorkflowFile): TypedKey[] {
	const { nodes } = workflow;
	const others = new Set(otherCallers(workflow).map(({ node }) => node));
	const calls = nodes.filter(
		(node) => others.has(node.name) || readCall(node, workflow) !== undefined,
	);
	return calls.flatMap((node) => {
		const rows = [
			...headersOf(node).map((row) => ({ ...row, kind: 'header' })),
			...queryOf(node).map((row) => ({ ...row, kind: 'query parameter' })),
		].filter(({ name }) => isKeyName(name));
		const ofRows = rows.flatMap(({ name, value, kind }): TypedKey[] => {
			const { texts, fields } = writtenIn(value);
			const typed = keysAmong(texts).map((key) => ({
				node: node.name,
				place: `${kind} ${name}`,
				key,
			}));
			const ofFields = fields.flatMap((field) =>
				nodes.flatMap((other) => keysOfField(other, field)),
			);
			return [...typed, ...ofFields];
		});
		return [...ofRows, ...keysInUrl(node), ...keysInCode(node), ...keysInParameters(node)];
	});
}
