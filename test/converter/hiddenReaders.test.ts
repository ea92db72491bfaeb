import type { FileNode } from '../../converter/workflow/workflowFile';
import {
	converted,
	create,
	FLUX,
	look,
	node,
	parametersOf,
	pause,
	START,
	targetsOf,
	workflow,
} from '../../tools/pairs/workflows';

const chain = (reader: FileNode) =>
	converted(
		workflow(
			[START, create('Create', FLUX), pause('Pause'), look('Check'), reader],
			'Start > Create > Pause > Check > Reader',
		),
	);

const TEXT =
	"<img src='{{ $json.data.output.image_url }}' alt='{{ $('Check').item.json.data.task_id }}'>";
const NEW = "<img src='{{ $json.url }}' alt='{{ $('Create').item.json.taskId }}'>";

describe('expressions that n8n stores without an equals sign', () => {
	it.each<[string, string, object, (text: string) => object]>([
		['HTML', 'html', {}, (html) => ({ html })],
		['Postgres', 'postgres', { operation: 'executeQuery' }, (query) => ({ query })],
		['MySQL', 'mySql', { operation: 'executeQuery' }, (query) => ({ query })],
		['Microsoft SQL', 'microsoftSql', {}, (query) => ({ query })],
		['Snowflake', 'snowflake', {}, (query) => ({ query })],
		['BigQuery', 'googleBigQuery', {}, (sqlQuery) => ({ sqlQuery })],
		['Oracle', 'oracleDatabase', { operation: 'execute' }, (query) => ({ query })],
		['Form', 'form', {}, (html) => ({ formFields: { values: [{ fieldType: 'html', html }] } })],
	])('%s', (_, type, more, place) => {
		const { file } = chain(node('Reader', type, { ...more, ...place(TEXT) }, { typeVersion: 2 }));
		expect(parametersOf(file, 'Reader')).toEqual({ ...more, ...place(NEW) });
		expect(targetsOf(file, 'Create')).toEqual(['Reader']);
	});

	it('are text in all other parameters', () => {
		const { file } = chain(node('Reader', 'slack', { text: TEXT }));
		expect(parametersOf(file, 'Reader')).toEqual({ text: TEXT });
	});
});

describe('nodes that use whole items without saying so', () => {
	const getsAnswer = (type: string, parameters: object, typeVersion: number): boolean => {
		const { file } = chain(node('Reader', type, { ...parameters }, { typeVersion }));
		return targetsOf(file, 'Create')[0] === 'Check' && targetsOf(file, 'Check')[0] === 'Reader';
	};

	it.each<[string, object, number]>([
		[
			'merge',
			{
				mode: 'combine',
				combineBy: 'combineByPosition',
				options: { clashHandling: { values: { resolveClash: 'addSuffix' } } },
			},
			3,
		],
		['mqtt', { topic: 'a' }, 1],
		['rabbitmq', { queue: 'a' }, 1],
		['kafka', { topic: 'a' }, 1],
		['awsSqs', { queue: 'a' }, 1],
		['microsoftExcel', { resource: 'worksheet', operation: 'append', dataMode: 'autoMap' }, 2],
		['microsoftExcelSharePoint', { resource: 'worksheet', operation: 'append' }, 1],
		['googleBigQuery', { operation: 'insert' }, 2],
		['googleBigQuery', { operation: 'insert', dataMode: 'autoMap' }, 2],
		['grist', { operation: 'create', dataToSend: 'autoMapInputs' }, 1],
		['mySql', { table: 'a' }, 2.4],
		['mySql', { operation: 'upsert', table: 'a' }, 2],
		['postgres', { table: 'a' }, 2.1],
		['postgres', { operation: 'update', table: 'a' }, 2],
	])('%s %j gets the old answer', (type, parameters, typeVersion) => {
		expect(getsAnswer(type, parameters, typeVersion)).toBe(true);
	});

	it.each<[string, object, number]>([
		['mqtt', { sendInputData: false, message: 'a' }, 1],
		['googleBigQuery', { sqlQuery: 'SELECT 1' }, 2],
		['mySql', { dataMode: 'defineBelow' }, 2.4],
		['mySql', { operation: 'executeQuery', query: 'SELECT 1' }, 2.4],
		['mySql', { columns: 'a,b' }, 1],
		['postgres', { columns: { mappingMode: 'defineBelow' } }, 2.5],
		['microsoftExcel', { resource: 'worksheet', operation: 'append' }, 2],
	])('%s %j does not require it', (type, parameters, typeVersion) => {
		expect(getsAnswer(type, parameters, typeVersion)).toBe(false);
	});
});
