import type { Outcome } from '../../tools/simulator/options';
import { EditorStage, fieldsNode } from './editorStage';
import { eventually } from './eventually';

let stage: EditorStage;

beforeAll(async () => {
	stage = await EditorStage.open();
});
afterEach(() => {
	Object.assign(stage.simulator.behaviour, { outcome: () => 'completed', taskSeconds: 1 });
});
afterAll(async () => await stage.close());

const flux = (prompt: string) => ({ resource: 'flux', operation: 'generateImage', prompt });

const made = () => stage.simulator.ledger.createdTasks();

describe('Reroll, filled in by hand', () => {
	it('takes its origin task from the list and shows the result', async () => {
		const { editor } = stage;
		await stage.openRow(
			'Reroll',
			{
				name: 'Imagine',
				type: 'midjourney',
				parameters: { operation: 'imagine', prompt: 'a fox' },
			},
			{ name: 'Midjourney', type: 'midjourney', parameters: { operation: 'imagine' } },
		);
		await editor.openNode('Imagine');
		await editor.node.execute();
		await editor.node.succeeded();
		await editor.node.leave();

		const [origin] = made();
		await editor.openNode('Midjourney');
		await editor.node.choose('operation', 'Reroll');
		const entries = await editor.node.openList('originTaskId');
		expect(entries).toEqual([
			expect.stringMatching(
				new RegExp(`^Midjourney: Imagine, finished, .*, ${origin?.id.slice(0, 8)}$`),
			),
		]);
		await editor.node.chooseFromList('Imagine');
		await editor.node.fill('prompt', 'a fox in a boat');
		await editor.node.execute();
		await editor.node.succeeded();
		await editor.notificationsGone();
		await editor.picture('reroll');
		expect(made()[1]?.request).toMatchObject({
			task_type: 'reroll',
			input: { origin_task_id: origin?.id, prompt: 'a fox in a boat' },
		});
		await editor.node.showOutput('json');
		await eventually(async () =>
			expect(await editor.node.output.innerText()).toContain(made()[1]?.id),
		);
		await editor.node.leave();
		await eventually(async () =>
			expect(await editor.canvasNode('Midjourney').innerText()).toContain('Reroll'),
		);
	});
});

describe('a result', () => {
	it('has a hint that its links expire if the files were not downloaded', async () => {
		const { editor } = stage;
		await stage.openRow('Links', {
			name: 'Flux',
			type: 'piApi',
			parameters: { ...flux('a fox'), downloadFiles: false },
		});
		await editor.openNode('Flux');
		await editor.node.execute();
		await editor.node.succeeded();
		await eventually(async () =>
			expect(await editor.node.hints()).toEqual([
				expect.stringMatching(/^Result links expire.* Turn on Download Files/),
				'1 task cost $0.07.',
			]),
		);
	});
});

describe('a task that PiAPI refuses or that fails', () => {
	const banned = (): Outcome => ({
		failed: { code: 10_000, message: 'The prompt contains a banned word' },
	});

	it('says what, why and what to do, with the ID of the task', async () => {
		const { editor, simulator } = stage;
		simulator.behaviour.outcome = banned;
		await stage.openRow('Failure', {
			name: 'Flux',
			type: 'piApi',
			parameters: flux('something banned'),
		});
		await editor.openNode('Flux');
		await editor.node.execute();
		const { message, description } = await editor.node.error();
		await editor.picture('error');
		expect(message).toContain('The prompt contains a banned word');
		expect(description).toContain(made().at(-1)?.id);
		expect(description).toMatch(
			/Moderation .* refused the content\. Change the prompt or the media/,
		);
	});

	it('says that the service is discontinued', async () => {
		const { editor, simulator } = stage;
		simulator.behaviour.outcome = banned;
		await stage.openRow('Discontinued', {
			name: 'Imagine',
			type: 'midjourney',
			parameters: { operation: 'imagine', prompt: 'something banned' },
		});
		await editor.openNode('Imagine');
		await editor.node.execute();
		expect((await editor.node.error()).description).toMatch(/Midjourney service as discontinued/);
	});

	it('names the field by its label when it is not filled in', async () => {
		const { editor } = stage;
		const before = made().length;
		await stage.openRow('Empty', fieldsNode('Fields', { nothing: '' }), {
			name: 'Imagine',
			type: 'midjourney',
			parameters: { operation: 'imagine', prompt: '={{ $json.nothing }}' },
		});
		await editor.executeWorkflow();
		await editor.canvasNode('Imagine').locator('[data-test-id="node-issues"]').waitFor();
		await editor.openNode('Imagine');
		expect((await editor.node.error()).message).toMatch(/^Prompt is empty/);
		expect(made()).toHaveLength(before);
	});
});

describe('a waiting run', () => {
	it('shows the status of its task in the console, and creates no more once it is stopped', async () => {
		const { editor, simulator } = stage;
		simulator.behaviour.taskSeconds = 600;
		const before = made().length;
		await stage.openRow('Waiting', {
			name: 'Kling',
			type: 'piApi',
			parameters: { resource: 'kling', operation: 'generateVideo', prompt: 'a slow fox' },
		});
		await editor.executeWorkflow();
		await editor.consoleLine(/Task .*: processing/);
		await editor.picture('progress');
		await editor.find('stop-execution-button').click();
		await editor.find('execute-workflow-button').first().waitFor();
		await editor.consoleLine(/The execution was stopped\. Tasks that it created at PiAPI/);
		const [task, ...others] = made().slice(before);
		expect(others).toEqual([]);
		expect(editor.console.join('\n')).toContain(`Task ${task?.id}: pending`);
		expect(task?.cancelled).toBe(false);
	});
});
