import type { AnyNode } from 'acorn';

import { childrenOf, methodOf, parsedCode } from '../code/syntax';
import { piecesOf } from '../code/pieces';
import { bareKey, isKey } from './placeholders';

export const isKeyName = (name: string): boolean =>
	/^(?:x[-_])?(?:api[-_]?)?(?:key|token)$|^authorization$/i.test(name.trim());

/** What is written for a key: texts as they are, and the fields that are read. */
export interface Written {
	readonly texts: readonly string[];
	readonly fields: readonly string[];
}

/** The texts in code, and the last names of the paths that it reads. */
export function ofCode(node: AnyNode): Written {
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

export function writtenIn(value: unknown): Written {
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

export const keysAmong = (texts: readonly string[]): string[] => texts.map(bareKey).filter(isKey);
