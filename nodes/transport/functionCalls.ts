import type { IDataObject } from 'n8n-workflow';

import { isObject } from './json';

/** A function that the model asks to call; the arguments are JSON text, as the API takes them back. */
export interface FunctionCall {
	readonly name: string;
	readonly arguments: string;
}

/** The same in the newer form, with what else the model says about it. */
export type ToolCall = IDataObject & { readonly function: FunctionCall };

const textIn = (value: unknown): string => {
	if (typeof value === 'string') return value;
	return isObject(value) ? JSON.stringify(value) : '';
};

/** What is known of a call, with another piece of it. A name comes whole, and may come again. */
export function withPiece(
	known: FunctionCall | undefined,
	piece: unknown,
): FunctionCall | undefined {
	if (!isObject(piece) || [piece.name, piece.arguments].every((value) => textIn(value) === '')) {
		return known;
	}
	const { name = '', arguments: before = '' } = known ?? {};
	return {
		name: name === '' ? textIn(piece.name) : name,
		arguments: before + textIn(piece.arguments),
	};
}

/** Some models give calls no index, or the same one to all of them. */
function isSame(call: ToolCall, piece: IDataObject): boolean {
	const isOther = [piece.id, call.id].every((id) => textIn(id) !== '') && piece.id !== call.id;
	return !isOther && (piece.index === undefined || piece.index === call.index);
}

/** Adds pieces of calls, which come in any order, to those that are known. */
export function withPieces(known: readonly ToolCall[], pieces: unknown): ToolCall[] {
	const calls = [...known];
	for (const piece of Array.isArray(pieces) ? (pieces as unknown[]) : []) {
		if (!isObject(piece)) continue;
		const at = calls.map((call) => isSame(call, piece)).lastIndexOf(true);
		const before = calls[at];
		const call = {
			...piece,
			...before,
			function: withPiece(before?.function, piece.function) ?? { name: '', arguments: '' },
		};
		if (before === undefined) calls.push(call);
		else calls[at] = call;
	}
	return calls;
}

/** As the API takes the call back. */
export const withoutIndex = (call: ToolCall): IDataObject =>
	Object.fromEntries(Object.entries(call).filter(([name]) => name !== 'index'));
