import type { FileNode } from '../workflow/workflowFile';

export const SET = 'n8n-nodes-base.set';

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field that a Set node writes: its name, and its value as the editor keeps it. */
export interface SetField {
	readonly name: string;
	readonly value: unknown;
}

/** The object that a Set node's JSON is, where it has no expression. */
function jsonOf({ parameters }: FileNode): Record<string, unknown> {
	const { jsonOutput } = parameters;
	try {
		const value: unknown = typeof jsonOutput === 'string' ? JSON.parse(jsonOutput) : jsonOutput;
		return isRecord(value) ? value : {};
	} catch {
		return {};
	}
}

/** The fields that a Set node writes, in whatever version it is. */
export function setFieldsOf(node: FileNode): SetField[] {
	if (node.type !== SET) return [];
	const { mode, assignments, fields, values } = node.parameters;
	if (mode === 'raw') return Object.entries(jsonOf(node)).map(([name, value]) => ({ name, value }));
	const rows = [assignments, fields, values].flatMap((group) =>
		isRecord(group) ? Object.values(group).flat() : [],
	);
	return rows.filter(isRecord).flatMap((row) => {
		const { name, value, stringValue } = row;
		return typeof name === 'string' ? [{ name, value: value ?? stringValue }] : [];
	});
}

/** Whether a Set node gives the fields of its input, too. */
export function keepsOtherFields({ typeVersion = 1, parameters }: FileNode): boolean {
	const { include, includeOtherFields, keepOnlySet } = parameters;
	if (typeVersion < 3) return keepOnlySet !== true;
	return typeVersion < 3.3 ? include !== 'none' : includeOtherFields === true;
}
