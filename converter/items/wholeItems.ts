import type { Graph } from '../workflow/graph';
import type { FileNode } from '../workflow/workflowFile';
import { addsSuffixes } from './handOn';
import { codeOf, placeOfCode } from '../code/codeNode';
import { recordOf } from '../json';

const base = (name: string): string => `n8n-nodes-base.${name}`;
const LANGCHAIN = '@n8n/n8n-nodes-langchain.';

function holds(value: unknown, text: string): boolean {
	if (value === text) return true;
	return typeof value === 'object' && value !== null
		? Object.values(value).some((inner) => holds(inner, text))
		: false;
}

/** Nodes that read every field of an item, or fields whose results are named after them. */
const READ_ALL = new Set(
	[
		...['convertToFile', 'spreadsheetFile', 'compareDatasets', 'renameKeys', 'summarize'],
		...['itemLists', 'strapi'],
	]
		.map(base)
		.concat(`${LANGCHAIN}documentJsonInputLoader`, `${LANGCHAIN}code`),
);

/** Nodes that wrote every field into a table before these versions. */
const WRITES_ALL_BEFORE: Readonly<Record<string, number>> = {
	[base('googleSheets')]: 3,
	[base('airtable')]: 2,
};

/** Values of a choice by which a node takes its columns from the fields of the item. */
const MAPS_ALL = ['autoMapInputData', 'autoMapInputs', 'autoMap', 'mapInput'];

/** Nodes that send the whole item unless they are told otherwise, which n8n does not store. */
const SENDS_ALL = new Set(['mqtt', 'rabbitmq', 'kafka', 'awsSqs', 'amqp'].map(base));

const WRITES = ['insert', 'update', 'upsert'];

/** Whether a node takes its columns from the fields of the item where n8n does not store how. */
function mapsAllByDefault({ type, typeVersion = 1, parameters }: FileNode): boolean {
	const { dataMode, operation } = parameters;
	if (dataMode !== undefined) return false;
	const writes = WRITES.includes(String(operation ?? 'insert'));
	switch (type) {
		case base('mySql'):
			return typeVersion >= 2 && writes;
		case base('postgres'):
			return typeVersion >= 2 && typeVersion < 2.2 && writes;
		case base('googleBigQuery'):
			return typeVersion >= 2 && operation === 'insert';
		case base('microsoftExcelSharePoint'):
			return operation === 'append';
		default:
			return false;
	}
}

const mergesByFields = (parameters: FileNode['parameters']): boolean =>
	(parameters.mode === 'combine' &&
		[undefined, 'combineByFields'].includes(parameters.combineBy as string | undefined) &&
		parameters.combinationMode !== 'mergeByPosition' &&
		parameters.combinationMode !== 'multiplex') ||
	['mergeByKey', 'keepKeyMatches', 'removeKeyMatches', 'combineBySql'].includes(
		String(parameters.mode),
	);

/** Whether a node reads whole items without naming a field in an expression. */
export function readsWholeItems(node: FileNode): boolean {
	const { type, parameters, typeVersion = 1 } = node;
	if (READ_ALL.has(type) || MAPS_ALL.some((way) => holds(parameters, way))) return true;
	if (SENDS_ALL.has(type) && parameters.sendInputData !== false) return true;
	if (mapsAllByDefault(node)) return true;
	if (WRITES_ALL_BEFORE[type] !== undefined && typeVersion < WRITES_ALL_BEFORE[type]) return true;
	switch (type) {
		case base('respondToWebhook'):
			return ['firstIncomingItem', 'allIncomingItems'].includes(
				String(parameters.respondWith ?? 'firstIncomingItem'),
			);
		case base('executeWorkflow'):
			return !(typeVersion >= 1.2 && holds(parameters.workflowInputs, 'defineBelow'));
		case base('xml'):
			return parameters.mode === 'jsonToxml';
		case base('coda'):
			return parameters.operation === 'createRow';
		case base('hubspot'):
			return parameters.resource === 'form' && parameters.operation === 'submit';
		case base('microsoftExcel'):
			return typeVersion < 2 && parameters.operation === 'addRow';
		case base('quickbase'):
			return recordOf(parameters.options).useFieldIDs === true;
		case base('moveBinaryData'):
			return parameters.mode === 'jsonToBinary';
		case base('html'):
			return parameters.operation === 'convertToHtmlTable';
		case base('removeDuplicates'):
			return (parameters.compare ?? 'allFields') !== 'selectedFields';
		case base('sort'):
			return parameters.type === 'code';
		case base('splitOut'):
			return (parameters.include ?? 'noOtherFields') !== 'noOtherFields';
		case base('aggregate'):
			return (
				parameters.aggregate === 'aggregateAllItemData' &&
				(parameters.include ?? 'allFields') !== 'allFields'
			);
		case base('set'):
			return ['selected', 'except'].includes(String(parameters.include));
		case base('merge'):
			return addsSuffixes(parameters) || (mergesByFields(parameters) && !hasPlainFields(node));
		case `${LANGCHAIN}documentDefaultDataLoader`:
			return (
				parameters.dataType !== 'binary' &&
				(parameters.jsonMode ?? 'allInputData') === 'allInputData'
			);
		case `${LANGCHAIN}chainSummarization`:
			return typeVersion >= 2 && (parameters.operationMode ?? 'nodeInputJson') === 'nodeInputJson';
		default:
			if (type.startsWith(`${LANGCHAIN}vectorStore`)) return parameters.mode === 'update';
			return placeOfCode(node) !== undefined && codeOf(node).language !== 'javaScript';
	}
}

/** A merge by fields that are none of an answer's compares them as before. */
function hasPlainFields({ parameters }: FileNode): boolean {
	if (String(parameters.mode) !== 'combine') return false;
	const names = JSON.stringify([
		parameters.fieldsToMatchString,
		parameters.mergeByFields,
		parameters.advanced,
	]);
	return !/["=,\s](?:data|code|message)\b/.test(names);
}

const ANSWERS = new Set(
	['executeWorkflowTrigger', 'webhook', 'formTrigger']
		.map(base)
		.concat('@n8n/n8n-nodes-langchain.chatTrigger'),
);

/** Whether what the last nodes give is given to whoever called the workflow. */
export const answersWithLastItems = (nodes: readonly FileNode[]): boolean =>
	nodes.some(
		({ type, parameters }) =>
			ANSWERS.has(type) &&
			(type === base('executeWorkflowTrigger') ||
				parameters.responseMode === 'lastNode' ||
				(type.endsWith('chatTrigger') && parameters.responseMode === undefined)),
	);

/** Whether nothing comes after any output of a node. */
export const isLast = (graph: Graph, name: string): boolean =>
	Array.from({ length: graph.outputs(name) }, (_, output) => graph.targets(name, output)).every(
		(edges) => edges.length === 0,
	);
