import type { FileNode } from '../../converter/workflow/workflowFile';
import { request } from './formerCalls';
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
const TASK = 'https://api.piapi.ai/api/v1/task';

const withParameters = (given: FileNode, more: object): FileNode => ({
	...given,
	parameters: { ...given.parameters, ...more },
});

/** A check of the task whose ID is in a field of the items. */
const lone = (url: string) =>
	converted(
		workflow(
			[START, node('Rows', 'googleSheets', {}), withParameters(look('Check'), { url }), KEEP],
			'Start > Rows > Check > Keep',
		),
	);

describe('the address of a status request', () => {
	it.each([
		[`=${TASK}/{{ $json.id }}?ts={{ Date.now() }}`, '={{ $json.id }}'],
		[`=${TASK}/{{ $json.id }}/`, '={{ $json.id }}'],
		[`=${TASK}/{{ $json.id }}/?ts=1`, '={{ $json.id }}'],
		[`=${TASK}/{{ $json.id }}#now`, '={{ $json.id }}'],
		[`=${TASK}/{{ $json.task?.id }}`, '={{ $json.task?.id }}'],
		[`={{ "${TASK}/" + $json.id + "?ts=" + Date.now() }}`, '={{ $json.id }}'],
		[`=${TASK}/{{ $json.start }}-{{ $json.end }}`, '={{ $json.start }}-{{ $json.end }}'],
		[`${TASK}/abc?ts=1`, 'abc'],
	])('%s has the ID, and no more of it', (url, value) => {
		expect(parametersOf(lone(url).file, 'Check')).toMatchObject({
			resource: 'task',
			taskId: { mode: 'id', value },
		});
	});

	it('with more after the ID is the one of another call', () => {
		const { report } = lone(`=${TASK}/{{ $json.id }}/logs`);
		expect(report.untouched).toEqual([
			{ node: 'Check', text: expect.stringMatching(/is not a call that a PiAPI node/) as string },
		]);
	});

	it('may have a query where the task is created, too', () => {
		const { file } = converted(
			workflow(
				[
					START,
					create('Create', '={{ { model: "a", task_type: "b", input: $json } }}', {
						url: `${TASK}/?from=n8n`,
					}),
				],
				'Start > Create',
			),
		);
		expect(parametersOf(file, 'Create')).toMatchObject({ resource: 'customTask' });
	});
});

describe("code that contains PiAPI's address", () => {
	it.each([
		[`={{ $vars.BASE || "https://api.piapi.ai" }}/api/v1/task`, 'https://api.piapi.ai there'],
		[`={{ $json.test ? "http://localhost" : "${TASK}" }}`, `${TASK} there`],
	])('%s decides where the call goes', (url, advice) => {
		const { report } = converted(
			workflow([START, create('Create', FLUX, { url })], 'Start > Create'),
		);
		expect(report.converted).toEqual([]);
		expect(report.untouched).toMatchObject([
			{ node: 'Create', text: expect.stringMatching(/^its address is made elsewhere/) as string },
		]);
		expect(report.untouched[0]?.text).toContain(advice);
	});

	it('is told of after the address of another service, too', () => {
		const url = `https://example.com/?to=${TASK}`;
		const { report } = converted(
			workflow([START, create('Create', FLUX, { url })], 'Start > Create'),
		);
		expect(report.untouched).toEqual([
			{ node: 'Create', text: expect.stringMatching(/does not start with it/) as string },
		]);
	});
});

/** A task that is created and checked once, with options of both requests. */
const withOptions = (ofCreate: object, ofCheck: object) =>
	converted(
		workflow(
			[
				START,
				create('Create', FLUX, { options: ofCreate }),
				pause('Pause'),
				withParameters(look('Check'), { options: ofCheck }),
				KEEP,
			],
			'Start > Create > Pause > Check > Keep',
		),
	);

const paginated = (mode?: string): object => ({
	pagination: {
		pagination: {
			...(mode === undefined ? {} : { paginationMode: mode }),
			paginationCompleteWhen: 'other',
			completeExpression: '={{ $response.body.data.status !== "processing" }}',
			requestInterval: 5000,
		},
	},
});

describe('a request with Pagination', () => {
	it.each([undefined, 'updateAParameterInEachRequest', 'responseContainsNextURL'])(
		'(%s) stays: it sends several requests',
		(mode) => {
			const { report } = withOptions({}, paginated(mode));
			expect(report.untouched).toEqual([
				{ node: 'Check', text: expect.stringMatching(/Pagination/) as string },
			]);
		},
	);

	it('that is off is converted', () => {
		const { report } = withOptions({}, paginated('off'));
		expect(report.untouched).toEqual([]);
	});

	it.each([
		{ options: paginated() },
		{ options: { response: { response: { responseFormat: 'text' } } } },
	])('of a former API keeps all of its calls: %j', (more) => {
		const { report } = converted(
			workflow(
				[
					START,
					request('Imagine', 'POST', '/mj/v2/imagine', '{"prompt":"a fox"}'),
					pause('Pause'),
					withParameters(
						request('Check', 'POST', '/mj/v2/fetch', '={ "task_id": "{{ $json.task_id }}" }'),
						more,
					),
				],
				'Start > Imagine > Pause > Check',
			),
		);
		expect(report.converted).toEqual([]);
		expect(report.untouched.map(({ node: name }) => name).sort()).toEqual(['Check', 'Imagine']);
	});
});

describe('options that the new node does not have', () => {
	const textOf = (ofCreate: object): string =>
		withOptions(ofCreate, {})
			.report.check.filter(({ node: name }) => name === 'Create')
			.map(({ text }) => text)
			.join(' ');

	it('are told of: a proxy, whose address is not shown', () => {
		const text = textOf({ proxy: 'http://user:secret@proxy.example:3128' });
		expect(text).toMatch(/through a proxy/);
		expect(text).not.toContain('secret');
	});

	it('are told of: certificates that are not checked', () => {
		expect(textOf({ allowUnauthorizedCerts: true })).toMatch(/certificate/);
		expect(textOf({ allowUnauthorizedCerts: false })).not.toMatch(/certificate/);
	});

	it('are told of in nodes of older versions', () => {
		const old = node('Account', 'httpRequest', {
			url: 'https://api.piapi.ai/account/info',
			allowUnauthorizedCerts: true,
			options: { proxy: 'http://proxy.example' },
		});
		const { report } = converted(workflow([START, old], 'Start > Account'));
		const text = report.check.map((line) => line.text).join(' ');
		expect(text).toMatch(/through a proxy.*certificate/);
	});
});

it.each<[string, string, string]>([
	['POST', '/v1/images/edits', 'Use GPT Image > Edit in its place'],
	['GET', '/api/open/tasks/histories?page=1', 'Use Task > Get Many in its place'],
])('%s %s stays, and the report names the node that makes the call', (method, path, advice) => {
	const call = node('Call', 'httpRequest', { method, url: `https://api.piapi.ai${path}` });
	const { report } = converted(workflow([START, { ...call, typeVersion: 4.2 }], 'Start > Call'));
	expect(report.untouched).toEqual([
		{ node: 'Call', text: expect.stringContaining(advice) as string },
	]);
});
