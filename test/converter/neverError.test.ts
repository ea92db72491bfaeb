import type { FileNode } from '../../converter/workflow/workflowFile';
import { condition, ifNode } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	look,
	node,
	parametersOf,
	pause,
	setField,
	START,
	workflow,
} from '../../tools/pairs/workflows';

const KEEP = setField('Keep', 'link', '={{ $json.data.output.image_url }}');
const TELL = setField('Tell', 'text', 'It went wrong');

const ofAnswer = (options: object) => ({ options: { response: { response: options } } });
const NEVER = ofAnswer({ neverError: true });
const NEVER_FULL = ofAnswer({ neverError: true, fullResponse: true });

const isOk = (left: string, right: unknown = 200, type = 'number'): FileNode =>
	ifNode('Ok?', condition(left, 'equals', right, type));

const createThen = (more: object, decision: FileNode) =>
	converted(
		workflow(
			[START, create('Create', FLUX, more), decision, setField('Keep', 'id', '1'), TELL],
			'Start > Create > Ok?',
			'Ok? > Keep, Tell',
		),
	);

describe('Never Error', () => {
	it.each<[string, object, string]>([
		['the status code', NEVER_FULL, '={{ $json.statusCode }}'],
		['the code in the body', NEVER_FULL, '={{ $json.body.code }}'],
		['the code', NEVER, '={{ $json.code }}'],
		['the message', NEVER, '={{ $json.message }}'],
		['the whole answer', NEVER, '={{ JSON.stringify($json) }}'],
		['an error', NEVER, '={{ $json.error }}'],
	])('keeps a call whose readers tell by %s whether it worked', (_, more, left) => {
		const { file, report } = createThen(more, isOk(left));
		expect(report.untouched).toEqual([
			{ node: 'Create', text: expect.stringMatching(/^"Ok\?" (reads|uses)/) as string },
		]);
		expect(parametersOf(file, 'Create')).toMatchObject({ method: 'POST' });
	});

	it.each<[string, object, string]>([
		['a field of the task', NEVER, '={{ $json.data.task_id }}'],
		['a field that only PiAPI has', NEVER, '={{ $json.data.config }}'],
		['a field in the body', NEVER_FULL, '={{ $json.body.data.task_id }}'],
	])('is told where only %s is read', (_, more, left) => {
		const { file, report } = createThen(more, isOk(left, 'a', 'string'));
		expect(report.untouched).toEqual([]);
		expect(parametersOf(file, 'Create')).toMatchObject({ resource: 'flux' });
		expect(report.check.map(({ text }) => text)).toContainEqual(
			expect.stringMatching(/Never Error/),
		);
	});

	it.each([1, 2])('of version %d is read', (typeVersion) => {
		const old = node(
			'Create',
			'httpRequest',
			{
				requestMethod: 'POST',
				url: 'https://api.piapi.ai/api/v1/task',
				jsonParameters: true,
				bodyParametersJson: FLUX,
				options: { ignoreResponseCode: true },
			},
			{ typeVersion },
		);
		const { report } = converted(
			workflow([START, old, isOk('={{ $json.code }}'), KEEP], 'Start > Create > Ok? > Keep'),
		);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Create']);
	});

	it('of a status request that goes is told', () => {
		const check = look('Check');
		const { report } = converted(
			workflow(
				[
					...[START, create('Create', FLUX), pause('Pause')],
					...[{ ...check, parameters: { ...check.parameters, ...NEVER } }, KEEP],
				],
				'Start > Create > Pause > Check > Keep',
			),
		);
		expect(report.untouched).toEqual([]);
		expect(report.check.map(({ text }) => text).join(' ')).toMatch(/status request that failed/);
	});
});

describe('Continue', () => {
	it.each([{ onError: 'continueRegularOutput' }, { continueOnFail: true }])(
		'%j keeps a call whose readers tell by its error whether it worked',
		(settings) => {
			const { report } = converted(
				workflow(
					[
						...[START, { ...create('Create', FLUX), ...settings }],
						...[isOk('={{ $json.error.message }}', '', 'string'), KEEP, TELL],
					],
					'Start > Create > Ok?',
					'Ok? > Keep, Tell',
				),
			);
			expect(report.untouched[0]?.text).toMatch(/"Ok\?" reads \$json\.error\.message/);
		},
	);

	it('of a create whose error is read by its name, after a loop, keeps both calls', () => {
		const { report } = converted(
			workflow(
				[
					...[START, { ...create('Create', FLUX), onError: 'continueRegularOutput' }],
					...[pause('Pause'), look('Check')],
					setField('Keep', 'error', "={{ $('Create').item.json.error.message }}"),
				],
				'Start > Create > Pause > Check > Keep',
			),
		);
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Create', 'Check']);
	});

	it('without such a reader does not', () => {
		const { report } = converted(
			workflow(
				[
					...[START, { ...create('Create', FLUX), onError: 'continueRegularOutput' }],
					setField('Keep', 'id', '={{ $json.data.task_id }}'),
				],
				'Start > Create > Keep',
			),
		);
		expect(report.untouched).toEqual([]);
	});
});
