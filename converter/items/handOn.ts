import { topOf } from '../../nodes/request/moreInput';
import { codeOf, placeOfCode } from '../code/codeNode';
import { readCode, type Place } from '../code/readCode';
import { ANY_NODE, type NamedSource } from '../code/values';
import { keptBy, namesAssignedBy } from '../calls/setNode';
import { passesItems } from '../workflow/passing';
import { WAIT } from '../workflow/nodeTypes';
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
import { listOf, recordOf, textOf } from '../json';

const base = (...names: string[]): Set<string> =>
	new Set(names.map((name) => `n8n-nodes-base.${name}`));

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

function assignedBy(node: FileNode): Fields {
	const names = namesAssignedBy(node);
	return names === undefined ? 'unknown' : new Set(names.map(topOf));
}

const changesInside = (node: FileNode): boolean =>
	namesAssignedBy(node)?.some((name) => name !== topOf(name)) !== false;

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
		const rows = listOf(recordOf(parameters.fieldsToAggregate).fieldToAggregate).map(recordOf);
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
	const { values } = recordOf(recordOf(options).clashHandling);
	return mode === 'combine' && recordOf(values).resolveClash === 'addSuffix';
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
const throughWait = ({ parameters }: FileNode, flow: Flow): Flow =>
	parameters.limitWaitTime === true ? uncertain(flow) : UNKNOWN;

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
	const keeps = recordOf(parameters.options).includeInputFields === true;
	return keeps ? withFields(flow, 'unknown') : { views: [], others: name };
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
	if (passesItems(node)) return flow;
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
		case WAIT:
			return throughWait(node, flow);
		case `${LANGCHAIN}chat`:
			return throughChat(node, flow);
		case 'n8n-nodes-base.dateTime':
			return throughDateTime(node, flow);
		default:
			return givesItsOwn(node.type) ? UNKNOWN : uncertain(flow);
	}
}
