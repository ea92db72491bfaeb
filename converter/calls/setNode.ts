import { topOf } from '../../nodes/request/moreInput';
import type { FileNode } from '../workflow/workflowFile';
import { isTemplateObject, withTexts } from './bodyTemplate';
import { Expression } from './expressions';
import { templateOf } from './template';
import { pairsIn, textsIn } from './texts';
import { SET } from '../workflow/nodeTypes';
import { isRecord } from '../json';

/** A field that a Set node writes: its name, and its value as the editor keeps it. */
interface SetField {
	readonly name: string;
	readonly value: unknown;
}

/** The object or list that JSON text is; undefined when it is anything else. */
function openedJson(text: string): object | undefined {
	const json = templateOf(text);
	return typeof json === 'object' && json !== null && !(json instanceof Expression)
		? (withTexts(json) as object)
		: undefined;
}

/** The entries that a Set node's JSON has; where it cannot be read as a whole, those that are plain texts. */
function jsonOf({ jsonOutput }: FileNode['parameters']): Record<string, unknown> {
	if (typeof jsonOutput !== 'string') return isRecord(jsonOutput) ? jsonOutput : {};
	const json = openedJson(jsonOutput);
	return json === undefined ? Object.fromEntries(pairsIn(jsonOutput)) : { ...json };
}

/** The fields that a Set node writes, in whatever version it is. */
export function setFieldsOf(node: FileNode): SetField[] {
	if (node.type !== SET) return [];
	const { mode, assignments, fields, values } = node.parameters;
	if (mode === 'raw') {
		return Object.entries(jsonOf(node.parameters)).map(([name, value]) => ({ name, value }));
	}
	const rows = [assignments, fields, values].flatMap((group) =>
		isRecord(group) ? Object.values(group).flat() : [],
	);
	return rows.filter(isRecord).flatMap((row) => {
		const { name, value, stringValue } = row;
		return typeof name === 'string' ? [{ name, value: value ?? stringValue }] : [];
	});
}

/** A text in a field that a Set node writes, with the names on the way to it. */
export interface SetText {
	readonly field: string;
	readonly path: readonly string[];
	readonly text: string;
}

/** Every text that a Set node writes, those in objects and in lists too. */
export function setTextsOf(node: FileNode): SetText[] {
	const isRaw = node.parameters.mode === 'raw';
	return setFieldsOf(node).flatMap(({ name, value }) => {
		const opened = typeof value === 'string' ? (openedJson(value) ?? value) : value;
		const way = isRaw ? [name] : name.split('.');
		return [...textsIn(opened, way)].map(([path, text]) => ({ field: name, path, text }));
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
