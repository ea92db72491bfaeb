import type { Execution } from '../../tools/n8n/execution';
import type { Workflow } from '../../tools/n8n/workflow';
import { openStage, type ExampleStage } from './exampleStage';

const HEAD = 'id,prompt,width,height,url,taskId,status,error';
const MADE_BEFORE = 'https://example.com/made-before.png';

/** The workflow with another sheet in it. */
const withSheet =
	(sheet: string) =>
	(workflow: Workflow): Workflow =>
		JSON.parse(
			JSON.stringify(workflow, (_, value: unknown) =>
				typeof value === 'string' && value.startsWith('id,prompt,') ? sheet : value,
			),
		) as Workflow;

describe('one image for each row of a sheet, in a real n8n', () => {
	let stage: ExampleStage;

	beforeEach(async () => {
		stage = await openStage();
	});

	afterEach(async () => await stage.close());

	const made = () => stage.simulator.ledger.createdTasks();

	const newSheet = async (execution: Execution): Promise<string> =>
		(await stage.textOf(stage.only(execution, 'Create the new sheet'))).replace(/^\uFEFF/, '');

	const rowsOf = (execution: Execution) => {
		expect(execution.failure).toBeUndefined();
		return execution.items('Without the numbers').map(({ json }) => json);
	};

	const isAbout = (text: string) => (request: { input: { prompt?: unknown } }) =>
		String(request.input.prompt).includes(text);

	it('makes what is missing, and keeps all rows and columns in the new sheet', async () => {
		const execution = await stage.run('batch-from-sheet');
		expect(stage.inputs()).toEqual(
			expect.arrayContaining(
				[
					{ prompt: 'a teapot on a windowsill, morning light', width: 1024, height: 768 },
					{ prompt: 'a shop sign that says "Open"', width: 768, height: 1024 },
					{ prompt: 'a cat on a pile of letters', width: 1024, height: 768 },
				].map((row) => ({ ...row, batch_size: 1 })),
			),
		);
		expect(stage.inputs()).toHaveLength(3);
		const rows = rowsOf(execution);
		expect(rows.map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
		expect(rows.map(({ width }) => width)).toEqual(['1024', '768', '1024', '1024']);
		expect(rows[2]).toMatchObject({ url: MADE_BEFORE });
		expect(rows.map(({ status }) => status)).toEqual([
			'completed',
			'completed',
			undefined,
			'completed',
		]);
		for (const { taskId, prompt } of rows.filter(({ status }) => status === 'completed')) {
			expect(stage.simulator.ledger.task(String(taskId))?.request.input.prompt).toBe(prompt);
		}
		const [head, ...lines] = (await newSheet(execution)).trimEnd().split('\n');
		expect(head).toBe(HEAD);
		expect(lines).toHaveLength(4);
		expect(lines[2]).toBe(`3,a map of an island that does not exist,1024,1024,${MADE_BEFORE},,,`);
	});

	it('pays in a second run only for what failed, not for what may be paid', async () => {
		stage.simulator.behaviour.outcome = ({ input }) =>
			String(input.prompt).includes('teapot')
				? { failed: { code: 10_000, message: 'no teapots today' } }
				: 'completed';
		stage.simulator.fault({
			on: 'create',
			kind: 'resetAfter',
			when: 'all',
			only: ({ body }) => JSON.stringify(body).includes('shop sign'),
		});
		stage.simulator.fault({ on: 'history', kind: 'notFound', when: 'all' });
		const first = await stage.run('batch-from-sheet');
		const rows = rowsOf(first);
		expect(rows.map(({ status }) => status)).toEqual(['failed', 'check', undefined, 'completed']);
		expect(rows[0]).toMatchObject({ url: '', error: expect.stringContaining('no teapots today') });
		expect(rows[0]?.taskId).not.toBe('');
		expect(rows[1]).toMatchObject({ url: '', taskId: '' });
		expect(rows[1]?.error).toContain('unknown whether the task was created');
		expect(made()).toHaveLength(3);

		stage.simulator.behaviour.outcome = () => 'completed';
		const second = await stage.run('batch-from-sheet', withSheet(await newSheet(first)));
		expect(rowsOf(second).map(({ status }) => status)).toEqual([
			'completed',
			'check',
			undefined,
			'completed',
		]);
		expect(made().filter(({ request }) => isAbout('teapot')(request))).toHaveLength(2);
		expect(made()).toHaveLength(4);
	});

	it('creates nothing where every row has its image, and still writes the sheet', async () => {
		const sheet = `id,prompt,width,height,url\n7,a fox,512,512,${MADE_BEFORE}\n`;
		const execution = await stage.run('batch-from-sheet', withSheet(sheet));
		expect(rowsOf(execution)).toMatchObject([{ id: '7', url: MADE_BEFORE }]);
		expect(await newSheet(execution)).toContain(`7,a fox,512,512,${MADE_BEFORE}`);
		expect(made()).toEqual([]);
	});
});
