import { topOf } from '../../nodes/request/moreInput';
import type { FileNode } from '../workflow/workflowFile';
import { isTemplateObject } from './bodyTemplate';
import { templateOf } from './template';
import { SET } from '../workflow/nodeTypes';
import { isRecord } from '../json';

/** A field that a Set node writes: its name, and its value as the editor keeps it. */
interface SetField {
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

/** The names that a Set node assigns; undefined when they cannot be told. */
export function namesAssignedBy(node: FileNode): string[] | undefined {
	const { mode, jsonOutput } = node.parameters;
	if (mode === 'raw') {
		const json = typeof jsonOutput === 'string' ? templateOf(jsonOutput) : undefined;
		return isTemplateObject(json) ? Object.keys(json) : undefined;
	}
	const names = setFieldsOf(node).map(({ name }) => name);
	return names.some((name) => name.includes('{{')) ? undefined : names;
}

/** Whether a Set node keeps the other fields of its input: all of them, or some. */
export function keptBy({ typeVersion = 1, parameters }: FileNode): 'all' | 'some' | 'none' {
	if (typeVersion < 3) return parameters.keepOnlySet === true ? 'none' : 'all';
	const { includeOtherFields, include } = parameters;
	if (typeVersion >= 3.3 && includeOtherFields !== true) return 'none';
	if (include === 'none') return 'none';
	return include === undefined || include === 'all' ? 'all' : 'some';
}

/** Whether a field of the input is in the items that a Set node gives, as it was. */
export function keepsField(node: FileNode, field: string): boolean {
	const isUnder = (name: string): boolean => topOf(name) === topOf(field);
	const assigned = namesAssignedBy(node);
	if (assigned === undefined || assigned.some(isUnder)) return false;
	if (keptBy(node) !== 'some') return keptBy(node) === 'all';
	const { include, includeFields, excludeFields } = node.parameters;
	const listed = include === 'selected' ? includeFields : excludeFields;
	if (typeof listed !== 'string' || listed.startsWith('=')) return false;
	const names = listed.split(',').map((name) => name.trim());
	return include === 'selected' ? names.includes(field) : !names.some(isUnder);
}
