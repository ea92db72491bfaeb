import type { FileNode } from '../../converter/workflow/workflowFile';
import { wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	isStatus,
	look,
	parametersOf,
	pause,
	setField,
	START,
	targetsOf,
} from '../../tools/pairs/workflows';

const KEEP = setField('Keep', 'link', '={{ $json.data.output.image_url }}');
const FALLBACK = setField('Fallback', 'link', 'none');
const OUTPUT = { onError: 'continueErrorOutput' };

const POLLING = [
	'Start > Create',
	'Create > Pause',
	'Pause > Check',
	'Check > Done?',
	'Done? > Keep',
	'Done?:1 > Pause',
];

interface Settings {
	readonly create?: object;
	readonly check?: object;
	readonly more?: readonly FileNode[];
}

/** A loop that waits for a task, with settings of its create and its status request. */
const polling = ({ create: ofCreate, check, more = [] }: Settings, ...lines: string[]) =>
	converted(
		wired(
			[
				START,
				{ ...create('Create', FLUX), ...ofCreate },
				pause('Pause'),
				{ ...look('Check'), ...check },
				isStatus('Done?', 'completed'),
				KEEP,
				...more,
			],
			...POLLING,
			...lines,
		),
	);

/** The same, with an IF that failed tasks leave by their own branch. */
const withFailedWay = (settings: Settings, ...lines: string[]) =>
	converted(
		wired(
			[
				START,
				{ ...create('Create', FLUX), ...settings.create },
				pause('Pause'),
				{ ...look('Check'), ...settings.check },
				isStatus('Failed?', 'failed'),
				isStatus('Done?', 'completed'),
				KEEP,
				...(settings.more ?? []),
			],
			...POLLING.filter((line) => line !== 'Check > Done?'),
			'Check > Failed?',
			'Failed?:1 > Done?',
			...lines,
		),
	);

/** The loop apart from its create, so that Task > Get takes its place. */
const apart = (check: object, more: readonly FileNode[], ...lines: string[]) =>
	converted(
		wired(
			[
				START,
				create('Create', FLUX),
				setField('Note', 'id', '={{ $json.data.task_id }}'),
				{ ...look('Check', '$json.id'), ...check },
				pause('Pause'),
				isStatus('Done?', 'completed'),
				KEEP,
				...more,
			],
			'Start > Create',
			'Create > Note',
			'Note > Check',
			'Check > Done?',
			'Done? > Keep',
			'Done?:1 > Pause',
			'Pause > Check',
			...lines,
		),
	);

type Result = ReturnType<typeof converted>;

const settingsOf = ({ file }: Result, name: string) => {
	const found = file.nodes.find((node) => node.name === name);
	return { onError: found?.onError, continueOnFail: found?.continueOnFail };
};

const linesOf = ({ report }: Result, name: string): string =>
	report.check
		.filter(({ node }) => node === name)
		.map(({ text }) => text)
		.join(' ');

describe('an error output that leads back to the create', () => {
	const stays = ({ report, file }: Result): void => {
		expect(report.converted).toEqual([]);
		expect(report.untouched.map(({ node }) => node)).toEqual(['Check', 'Create']);
		expect(report.untouched[0]?.text).toMatch(/created again/);
		expect(file.nodes.map(({ name }) => name)).toContain('Done?');
	};

	it('of the create, after a pause, stays: failed tasks would be created again and again', () => {
		stays(
			polling({ create: OUTPUT, more: [pause('Later')] }, 'Create:1 > Later', 'Later > Create'),
		);
	});

	it('of the create itself stays', () => {
		stays(polling({ create: OUTPUT }, 'Create:1 > Create'));
	});

	it('of the status request stays', () => {
		stays(polling({ check: OUTPUT }, 'Check:1 > Create'));
	});

	it('of a status request apart from its create stays', () => {
		const { report } = apart(OUTPUT, [], 'Check:1 > Create');
		expect(report.untouched.map(({ node }) => node)).toContain('Check');
	});

	it('that was not connected to anything before is not used', () => {
		const result = withFailedWay({ more: [FALLBACK] }, 'Create:1 > Create', 'Failed? > Fallback');
		expect(targetsOf(result.file, 'Create', 1)).toEqual(['Fallback']);
	});
});

describe('Continue', () => {
	const CONTINUE: ReadonlyArray<readonly [string, object]> = [
		['of today', { onError: 'continueRegularOutput' }],
		['of older workflows', { continueOnFail: true }],
	];

	it.each(CONTINUE)('%s, of a create, keeps failed tasks from the nodes after it', (_, create) => {
		const result = polling({ create });
		expect(settingsOf(result, 'Create')).toEqual({ onError: 'continueErrorOutput' });
		expect(targetsOf(result.file, 'Create', 1)).toEqual([]);
		expect(linesOf(result, 'Create')).toMatch(/go to the error output/);
		expect(linesOf(result, 'Create')).toMatch(/continued/);
	});

	it.each(CONTINUE)('%s, with a branch for failed tasks, uses that branch', (_, create) => {
		const result = withFailedWay({ create, more: [FALLBACK] }, 'Failed? > Fallback');
		expect(settingsOf(result, 'Create')).toEqual({ onError: 'continueErrorOutput' });
		expect(targetsOf(result.file, 'Create', 1)).toEqual(['Fallback']);
	});

	it.each(CONTINUE)('%s, of a status request apart from its create', (_, check) => {
		const result = apart(check, []);
		expect(parametersOf(result.file, 'Check')).toMatchObject({ waitUntilFinished: true });
		expect(settingsOf(result, 'Check')).toEqual({ onError: 'continueErrorOutput' });
		expect(linesOf(result, 'Check')).toMatch(/go to the error output/);
		expect(linesOf(result, 'Check')).not.toMatch(/The new node stops it/);
	});

	it.each(CONTINUE)('%s, of a status request that goes, is told', (_, check) => {
		const result = polling({ check });
		expect(settingsOf(result, 'Create')).toEqual({});
		expect(linesOf(result, 'Create')).toMatch(/The new node stops it/);
	});

	it.each(CONTINUE)('%s, of a status request, where errors leave anyway', (_, check) => {
		const result = polling({ check, create: OUTPUT, more: [FALLBACK] }, 'Create:1 > Fallback');
		expect(linesOf(result, 'Create')).not.toMatch(/The new node stops it/);
	});

	const createOnly = create('Create', FLUX);

	it.each(CONTINUE)('%s, of a call that does not wait, keeps its errors', (_, create) => {
		const { file } = converted(
			wired(
				[
					START,
					{ ...createOnly, ...create },
					setField('All', 'all', '={{ JSON.stringify($json) }}'),
				],
				'Start > Create',
				'Create > All',
			),
		);
		expect(settingsOf({ file } as Result, 'Create')).toEqual(create);
		expect(parametersOf(file, 'Create Answer').jsonOutput).toMatch(/: \$json \}\}$/);
	});
});

describe('edges of errors', () => {
	it('that lead to the same node are one', () => {
		const result = withFailedWay(
			{ create: OUTPUT, more: [FALLBACK] },
			'Create:1 > Fallback',
			'Failed? > Fallback',
		);
		expect(targetsOf(result.file, 'Create', 1)).toEqual(['Fallback']);
	});

	it('of a status request apart from its create are one', () => {
		const result = apart(OUTPUT, [FALLBACK], 'Check:1 > Fallback');
		expect(targetsOf(result.file, 'Check', 1)).toEqual(['Fallback']);
		expect(settingsOf(result, 'Check')).toEqual(OUTPUT);
	});

	it('that led back into the loop end with it', () => {
		const result = apart(OUTPUT, [], 'Check:1 > Pause');
		expect(targetsOf(result.file, 'Check', 1)).toEqual([]);
		expect(settingsOf(result, 'Check')).toEqual({});
		expect(linesOf(result, 'Check')).toMatch(/The new node stops it/);
	});
});

describe('Retry On Fail', () => {
	const RETRY = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1000 };
	const triesOf = ({ file }: Result, name: string) => {
		const found = file.nodes.find((node) => node.name === name);
		return [found?.retryOnFail, found?.maxTries, found?.waitBetweenTries];
	};

	it('of a create that waits now would pay for failed tasks again, so it is off and told', () => {
		const result = polling({ create: RETRY });
		expect(triesOf(result, 'Create')).toEqual([undefined, undefined, undefined]);
		expect(linesOf(result, 'Create')).toMatch(/Retry On Fail was on/);
	});

	it('of a status request creates nothing', () => {
		expect(linesOf(polling({ check: RETRY }), 'Create')).not.toMatch(/Retry On Fail was on/);
		const result = apart(RETRY, []);
		expect(triesOf(result, 'Check')).toEqual([true, 5, 1000]);
		expect(linesOf(result, 'Check')).not.toMatch(/Retry On Fail was on/);
	});

	it('stays where the node only creates the task', () => {
		const result = converted(
			wired([START, { ...create('Create', FLUX), ...RETRY }, KEEP], 'Start > Create'),
		);
		expect(triesOf(result, 'Create')).toEqual([true, 5, 1000]);
	});

	it('is on where failed tasks were created again', () => {
		const result = withFailedWay({ create: RETRY }, 'Failed? > Create');
		expect(triesOf(result, 'Create')).toEqual([true, 3, 5000]);
		expect(linesOf(result, 'Create')).not.toMatch(/Retry On Fail was on/);
	});
});
