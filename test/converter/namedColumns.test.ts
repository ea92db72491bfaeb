import type { FileNode, WorkflowFile } from '../../converter/workflow/workflowFile';
import { setFields } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	node,
	parametersOf,
	pause,
	START,
	targetsOf,
	workflow,
} from '../../tools/pairs/workflows';

const CHAIN = [START, create('Create', FLUX), pause('Pause'), look('Check')];

const getsAnswer = (type: string, parameters: object, typeVersion: number): boolean => {
	const { file, report } = converted(
		workflow(
			[...CHAIN, node('Reader', type, { ...parameters }, { typeVersion })],
			'Start > Create > Pause > Check > Reader',
		),
	);
	expect(report.untouched).toEqual([]);
	return targetsOf(file, 'Create')[0] === 'Check' && targetsOf(file, 'Check')[0] === 'Reader';
};

describe('fields that a node names without an expression', () => {
	it.each<[string, object, number]>([
		['mongoDb', { operation: 'insert', collection: 'a', fields: 'data,code' }, 1.2],
		['mongoDb', { operation: 'update', fields: 'title', updateKey: 'code' }, 1.1],
		['mongoDb', { operation: 'insert', fields: '=message' }, 1],
		['postgres', { columns: 'data,code' }, 1],
		['postgres', { columns: 'title, data:json' }, 1],
		['postgres', { operation: 'executeQuery', additionalFields: { queryParams: 'code' } }, 1],
		['mySql', { columns: 'data,code' }, 1],
		['microsoftSql', { columns: 'data' }, 1],
		['snowflake', { operation: 'insert', columns: 'data' }, 1],
		['crateDb', { operation: 'insert', columns: 'data' }, 1],
		['questDb', { operation: 'insert', columns: 'data' }, 1],
		['timescaleDb', { operation: 'insert', columns: 'data' }, 1],
		['googleBigQuery', { operation: 'create', columns: 'data' }, 1],
		['googleFirebaseCloudFirestore', { operation: 'create', columns: 'data' }, 1],
		['googleFirebaseRealtimeDatabase', { operation: 'create', attributes: 'data' }, 1],
		['quickbase', { operation: 'create', columns: 'data' }, 1],
		['stackby', { operation: 'append', columns: 'data' }, 1],
	])('%s %j: a field of the answer gets the old answer', (type, parameters, typeVersion) => {
		expect(getsAnswer(type, parameters, typeVersion)).toBe(true);
	});

	it.each<[string, object, number]>([
		['mongoDb', { operation: 'insert', fields: 'title,day' }, 1.2],
		['postgres', { columns: 'title' }, 1],
		['slack', { text: 'data', channel: 'code' }, 1],
		['readBinaryFile', { dataPropertyName: 'data' }, 1],
	])('%s %j does not require it', (type, parameters, typeVersion) => {
		expect(getsAnswer(type, parameters, typeVersion)).toBe(false);
	});
});

describe('nodes that take every field of an item', () => {
	it.each<[string, object, number]>([
		['xml', { mode: 'jsonToxml' }, 1],
		['amqp', { sink: 'a' }, 1],
		['strapi', { operation: 'create', columns: 'title' }, 1],
		['coda', { operation: 'createRow' }, 1],
		['hubspot', { resource: 'form', operation: 'submit' }, 2],
		['microsoftExcel', { operation: 'addRow' }, 1],
		['serviceNow', { resource: 'tableRecord', operation: 'create', dataToSend: 'mapInput' }, 1],
		['quickbase', { operation: 'create', options: { useFieldIDs: true } }, 1],
		['@n8n/n8n-nodes-langchain.vectorStoreQdrant', { mode: 'update' }, 1.3],
		['@n8n/n8n-nodes-langchain.chainSummarization', {}, 2],
		['@n8n/n8n-nodes-langchain.code', {}, 1],
	])('%s %j gets the old answer', (type, parameters, typeVersion) => {
		expect(getsAnswer(type, parameters, typeVersion)).toBe(true);
	});

	it.each<[string, object, number]>([
		['xml', { mode: 'xmlToJson', dataPropertyName: 'text' }, 1],
		['xml', {}, 1],
		['hubspot', { resource: 'contact', operation: 'upsert' }, 2],
		['serviceNow', { dataToSend: 'columns' }, 1],
		['@n8n/n8n-nodes-langchain.vectorStoreQdrant', { mode: 'load', prompt: 'a' }, 1.3],
		['@n8n/n8n-nodes-langchain.chainSummarization', { operationMode: 'documentLoader' }, 2],
	])('%s %j does not require it', (type, parameters, typeVersion) => {
		expect(getsAnswer(type, parameters, typeVersion)).toBe(false);
	});
});

/** A node of an AI with one that serves it. */
const served = (
	reader: FileNode,
	by: FileNode,
	type: string,
	...more: string[]
): ReturnType<typeof converted> => {
	const given = workflow(
		[...CHAIN, isStatus('Failed?', 'failed'), setFields('Keep', { a: 'b' }), reader, by],
		...(more.length > 0 ? more : ['Start > Create > Pause > Check > Reader']),
	);
	const connections: WorkflowFile['connections'] = {
		...given.connections,
		[by.name]: { [type]: [[{ node: reader.name, type, index: 0 }]] },
	};
	return converted({ ...given, connections });
};

const STORE = node(
	'Reader',
	'@n8n/n8n-nodes-langchain.vectorStoreInMemory',
	{ mode: 'insert' },
	{ typeVersion: 1.3 },
);
const AGENT = node('Reader', '@n8n/n8n-nodes-langchain.agent', {}, { typeVersion: 3 });

const loader = (parameters: FileNode['parameters']): FileNode =>
	node('Loader', '@n8n/n8n-nodes-langchain.documentDefaultDataLoader', parameters);

const memory = (sessionKey: string): FileNode =>
	node('Memory', '@n8n/n8n-nodes-langchain.memoryBufferWindow', { sessionKey });

describe('a node that serves another one reads the items of that one', () => {
	it.each([{}, { dataType: 'json', jsonMode: 'allInputData' }])(
		'a loader of whole items gets the old answer: %j',
		(parameters) => {
			const { file } = served(STORE, loader(parameters), 'ai_document');
			expect(targetsOf(file, 'Create')).toEqual(['Check']);
		},
	);

	it('a loader of files does not', () => {
		const { file } = served(STORE, loader({ dataType: 'binary' }), 'ai_document');
		expect(targetsOf(file, 'Create')).toEqual(['Reader']);
	});

	it('a loader of one field reads it from the new node', () => {
		const jsonData = '={{ $json.data.output.image_url }}';
		const { file } = served(STORE, loader({ jsonMode: 'expressionData', jsonData }), 'ai_document');
		expect(parametersOf(file, 'Loader').jsonData).toBe('={{ $json.url }}');
	});

	it('the memory of an agent as well, also by the name of a node', () => {
		const text = "={{ $json.data.task_id }} {{ $('Check').item.json.data.task_id }}";
		const { file } = served(AGENT, memory(text), 'ai_memory');
		expect(parametersOf(file, 'Memory').sessionKey).toBe(
			"={{ $json.taskId }} {{ $('Create').item.json.taskId }}",
		);
	});

	it('those of failed tasks on their way', () => {
		const { file } = served(
			AGENT,
			memory("={{ $('Check').item.json.data.task_id }}"),
			'ai_memory',
			'Start > Create > Pause > Check > Failed?',
			'Failed? > Reader, Keep',
		);
		expect(parametersOf(file, 'Memory').sessionKey).toBe(
			"={{ $('Create').item.json.details.taskId }}",
		);
	});
});
