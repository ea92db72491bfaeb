import { readCode, type Place } from '../code/readCode';
import { ANY_NODE, type NamedSource } from '../code/values';
import { textOf } from '../calls/httpRequest';
import { templateOf, isTemplateObject } from '../calls/template';
import type { FileNode } from '../workflow/workflowFile';
import {
	combined,
	joinedFlow,
	listed,
	UNKNOWN,
	uncertain,
	withFields,
	type Fields,
	type Flow,
} from './flow';

const base = (...names: string[]): Set<string> =>
	new Set(names.map((name) => `n8n-nodes-base.${name}`));

/** Return their items as they came. */
const PASSING = base(
	...['if', 'switch', 'filter', 'noOp', 'splitInBatches', 'limit', 'sort'],
	...['removeDuplicates', 'respondToWebhook', 'stopAndError', 'executionData'],
);

/** Give items of their own, whatever comes in. */
const REPLACING = base('httpRequest', 'summarize', 'html', 'htmlExtract', 'rssFeedRead');

const LANGCHAIN = '@n8n/n8n-nodes-langchain.';

/** Those of the AI nodes that sort their items, or send a message, and return them. */
const RETURNING = new Set(['textClassifier', 'sentimentAnalysis', 'guardrails', 'chat']);

const givesItsOwn = (type: string): boolean =>
	REPLACING.has(type) ||
	(type.startsWith(LANGCHAIN) && !RETURNING.has(type.slice(LANGCHAIN.length)));

/** Triggers whose items have these fields and no others. */
const TRIGGERS: Readonly<Record<string, readonly string[]>> = {
	'n8n-nodes-base.manualTrigger': [],
	'n8n-nodes-base.webhook': ['headers', 'params', 'query', 'body', 'webhookUrl', 'executionMode'],
};

const record = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const topOf = (name: string): string => name.split(/[.[]/)[0] ?? name;

/** The names that an Edit Fields node assigns; undefined when they cannot be told. */
function namesAssignedBy({ typeVersion = 1, parameters }: FileNode): string[] | undefined {
	if (typeVersion >= 3 && parameters.mode === 'raw') {
		const json = templateOf(textOf(parameters.jsonOutput));
		return isTemplateObject(json) ? Object.keys(json) : undefined;
	}
	const rows =
		typeVersion >= 3
			? [
					...list(record(parameters.assignments).assignments),
					...list(record(parameters.fields).values),
				]
			: Object.values(record(parameters.values)).flatMap(list);
	const names = rows.map((row) => textOf(record(row).name));
	return names.some((name) => name.includes('{{')) ? undefined : names;
}

function assignedBy(node: FileNode): Fields {
	const names = namesAssignedBy(node);
	return names === undefined ? 'unknown' : new Set(names.map(topOf));
}

const changesInside = (node: FileNode): boolean =>
	namesAssignedBy(node)?.some((name) => name !== topOf(name)) !== false;

/** Whether an Edit Fields node keeps the other fields of its input: all of them, or some. */
function keptBy({ typeVersion = 1, parameters }: FileNode): 'all' | 'some' | 'none' {
	if (typeVersion < 3) return parameters.keepOnlySet === true ? 'none' : 'all';
	const { includeOtherFields, include } = parameters;
	if (typeVersion >= 3.3 && includeOtherFields !== true) return 'none';
	if (include === 'none') return 'none';
	return include === undefined || include === 'all' ? 'all' : 'some';
}

function throughSet(node: FileNode, flow: Flow): Flow {
	const assigned = assignedBy(node);
	// A name with a dot changes a field that the item has.
	if (keptBy(node) !== 'none' && changesInside(node)) return uncertain(flow);
	switch (keptBy(node)) {
		case 'none':
			return { views: [], others: assigned };
		case 'all':
			return withFields(flow, assigned);
		default:
			return uncertain(flow);
	}
}

function throughAggregate({ parameters }: FileNode, flow: Flow): Flow {
	const { aggregate, include = 'allFields', destinationFieldName } = parameters;
	if (aggregate !== 'aggregateAllItemData') {
		const rows = list(record(parameters.fieldsToAggregate).fieldToAggregate).map(record);
		const names = rows.map(({ renameField, fieldToAggregate, outputFieldName }) =>
			renameField === true
				? textOf(outputFieldName)
				: (textOf(fieldToAggregate).replace(/^=/, '').split('.').pop() ?? ''),
		);
		return { views: [], others: new Set(names) };
	}
	const field = textOf(destinationFieldName) || 'data';
	return include === 'allFields' ? listed(flow, field) : uncertain(listed(flow, field));
}

/** Whether a Merge adds the number of the input to the name of every field: `data_1`. */
export function addsSuffixes({ mode, options }: FileNode['parameters']): boolean {
	const { values } = record(record(options).clashHandling);
	return mode === 'combine' && record(values).resolveClash === 'addSuffix';
}

function throughMerge({ parameters }: FileNode, inputs: readonly Flow[]): Flow {
	const { mode = 'append', combineBy, combinationMode, joinMode } = parameters;
	if (['append', 'wait', 'passThrough', 'chooseBranch'].includes(String(mode))) {
		return joinedFlow(inputs);
	}
	if (mode === 'combineBySql' || mode === 'keepKeyMatches' || mode === 'removeKeyMatches') {
		return uncertain(joinedFlow(inputs));
	}
	const byFields =
		combineBy === 'combineByFields' ||
		combinationMode === 'mergeByFields' ||
		combineBy === undefined;
	const keepsAll = byFields && joinMode !== undefined && joinMode !== 'keepMatches';
	const made = keepsAll ? joinedFlow([combined(inputs), ...inputs]) : combined(inputs);
	return addsSuffixes(parameters) ? uncertain(made) : made;
}

/** A Wait for a call gives what the call sends, or its items when the time is over. */
function throughWait({ parameters }: FileNode, flow: Flow): Flow {
	const isForCall = ['webhook', 'form'].includes(String(parameters.resume));
	if (!isForCall) return flow;
	return parameters.limitWaitTime === true ? uncertain(flow) : UNKNOWN;
}

/** A message into the chat: without a reply the node gave its items until version 1.3. */
function throughChat({ typeVersion = 1, parameters }: FileNode, flow: Flow): Flow {
	const isSent =
		typeVersion < 1.1
			? parameters.waitUserReply === false
			: (parameters.operation ?? 'sendMessage') === 'sendMessage';
	return isSent && typeVersion < 1.3 ? flow : uncertain(flow);
}

function throughDateTime({ typeVersion = 1, parameters }: FileNode, flow: Flow): Flow {
	if (typeVersion < 2)
		return withFields(flow, new Set([topOf(textOf(parameters.dataPropertyName) || 'data')]));
	const name = new Set([
		textOf(parameters.outputFieldName) ||
			(parameters.operation === undefined ? 'currentDate' : 'newDate'),
	]);
	const keeps = record(parameters.options).includeInputFields === true;
	return keeps ? withFields(flow, 'unknown') : { views: [], others: name };
}

/** Where the code of a node runs; undefined when the node has none. */
export function placeOfCode({ type, parameters }: FileNode): Place | undefined {
	switch (type) {
		case 'n8n-nodes-base.code':
		case 'n8n-nodes-base.aiTransform':
			return parameters.mode === 'runOnceForEachItem' ? 'eachItem' : 'allItems';
		case 'n8n-nodes-base.function':
			return 'allItems';
		case 'n8n-nodes-base.functionItem':
			return 'functionItem';
		default:
			return undefined;
	}
}

/** The code of a node with its language. */
export function codeOf({ parameters }: FileNode): { code: string; language: string } {
	const { jsCode, functionCode, pythonCode, language = 'javaScript' } = parameters;
	const name = String(language);
	const code = name === 'javaScript' ? (jsCode ?? functionCode) : pythonCode;
	return { code: textOf(code), language: name };
}

type FlowOf = (source: NamedSource) => Flow;

function throughCode(node: FileNode, place: Place, flow: Flow, of: FlowOf): Flow {
	const { code, language } = codeOf(node);
	const { returned, returnsOther } = readCode(code, place, language);
	const flows = returned.map((source) => {
		if (source === ANY_NODE) return UNKNOWN;
		const { node: name, output } = source;
		return name === undefined ? flow : of({ node: name, output });
	});
	const given = joinedFlow(returnsOther ? [...flows, UNKNOWN] : flows);
	return language === 'javaScript' ? given : uncertain(given);
}

/** What a node that does not call PiAPI makes of the items of its inputs. `of` tells what a named node gives. */
export function handOn(node: FileNode, inputs: readonly Flow[], of: FlowOf): Flow {
	const flow = joinedFlow(inputs);
	const fields = TRIGGERS[node.type];
	if (fields !== undefined) return { views: [], others: new Set(fields) };
	if (node.disabled === true || PASSING.has(node.type)) return flow;
	const place = placeOfCode(node);
	if (place !== undefined) return throughCode(node, place, flow, of);
	switch (node.type) {
		case 'n8n-nodes-base.set':
			return throughSet(node, flow);
		case 'n8n-nodes-base.aggregate':
			return throughAggregate(node, flow);
		case 'n8n-nodes-base.merge':
			return throughMerge(node, inputs);
		case 'n8n-nodes-base.splitOut':
			return (node.parameters.include ?? 'noOtherFields') === 'noOtherFields'
				? UNKNOWN
				: uncertain(flow);
		case 'n8n-nodes-base.wait':
			return throughWait(node, flow);
		case `${LANGCHAIN}chat`:
			return throughChat(node, flow);
		case 'n8n-nodes-base.dateTime':
			return throughDateTime(node, flow);
		default:
			return givesItsOwn(node.type) ? UNKNOWN : uncertain(flow);
	}
}
