import type { FileNode } from '../../converter/workflow/workflowFile';
import { request } from './formerCalls';
import { setFields, wired } from './pairs/nodes';
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
} from '../../tools/pairs/workflows';

type Result = ReturnType<typeof converted>;

const OUTPUT = { onError: 'continueErrorOutput' };
const KEEP = setFields('Keep', { link: '={{ $json.data.output.image_url }}' });

const valueOf = ({ file }: Result, name = 'Tell'): unknown =>
	JSON.parse(JSON.stringify(parametersOf(file, name).assignments)).assignments[0].value;

/** Errors of a create, with or without a check of its task after it, lead to a message. */
const withMessage = (text: string, waits: boolean, more: object = OUTPUT) =>
	converted(
		wired(
			[
				START,
				{ ...create('Create', FLUX), ...more },
				...(waits ? [pause('Pause'), look('Check')] : []),
				KEEP,
				setFields('Tell', { text }),
			],
			'Start > Create',
			...(waits ? ['Create > Pause', 'Pause > Check', 'Check > Keep'] : ['Create > Keep']),
			'Create:1 > Tell',
		),
	);

describe.each([true, false])('an error branch of a create (with a check: %s)', (waits) => {
	it.each([
		['={{ $json.error.message }}', '={{ $json.error }}'],
		["={{ $('Create').item.json.error.message }}", "={{ $('Create').item.json.error }}"],
		[
			'=Sorry: {{ $json.error?.message }} for {{ $json.prompt }}',
			'=Sorry: {{ $json.error }} for {{ $json.prompt }}',
		],
	])('that reads %s reads the text of the error', (text, expected) => {
		const result = withMessage(text, waits);
		expect(result.report.untouched).toEqual([]);
		expect(valueOf(result)).toBe(expected);
	});

	it.each(['error.description', 'error', 'error.httpCode', 'details.itemIndex'])(
		'that reads %s stays, with advice that can be followed',
		(path) => {
			const { report } = withMessage(`={{ $json.${path} }}`, waits);
			expect(report.converted).toEqual([]);
			expect(report.untouched[0]?.text).toBe(
				`"Tell" reads $json.${path}, and the new node returns an error as a text. Lead its errors to a node of their own that reads no more than error.message, and convert again`,
			);
		},
	);
});

it('errors of other nodes that come to the same message keep the create: theirs are objects', () => {
	const { report } = converted(
		wired(
			[
				START,
				{ ...create('Create', FLUX), ...OUTPUT },
				{ ...node('Other', 'slack', {}), ...OUTPUT },
				setFields('Tell', { text: '={{ $json.error.message }}' }),
			],
			...['Start > Create', 'Create > Other', 'Create:1 > Tell', 'Other:1 > Tell'],
		),
	);
	expect(report.untouched.map(({ node: name, text }) => `${name}: ${text}`)).toEqual([
		expect.stringMatching(/^Create: .* Lead its errors to a node of their own/),
	]);
});

it('failed tasks and errors with the same message have the same text', () => {
	const result = converted(
		wired(
			[
				...[START, { ...create('Create', FLUX), ...OUTPUT }, pause('Pause'), look('Check')],
				...[isStatus('Failed?', 'failed'), KEEP],
				setFields('Tell', {
					text: '={{ $json.error?.message ?? $json.data.error.message }}',
				}),
			],
			...['Start > Create', 'Create > Pause', 'Pause > Check', 'Check > Failed?'],
			...['Failed? > Tell', 'Failed?:1 > Keep', 'Create:1 > Tell'],
		),
	);
	expect(result.report.untouched).toEqual([]);
	expect(valueOf(result)).toBe('={{ $json.error ?? $json.error }}');
});

it('a failed task of a former API has its error where it had it', () => {
	const failed: FileNode = isStatus('Failed?', 'failed');
	const result = converted(
		wired(
			[
				START,
				request('Create', 'POST', '/mj/v2/imagine', '{"prompt":"a fox"}'),
				pause('Pause'),
				request('Check', 'POST', '/mj/v2/fetch', '={ "task_id": "{{ $json.task_id }}" }'),
				JSON.parse(JSON.stringify(failed).replace('data.status', 'status')) as FileNode,
				setFields('Keep', { link: '={{ $json.task_result.image_url }}' }),
				setFields('Tell', { text: '={{ $json.task_id }}' }),
			],
			...['Start > Create', 'Create > Pause', 'Pause > Check', 'Check > Failed?'],
			...['Failed? > Tell', 'Failed?:1 > Keep'],
		),
	);
	expect(valueOf(result)).toBe('={{ $json.details.taskId }}');
});
