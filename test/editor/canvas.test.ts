import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { projectFolder } from '../../tools/projectFolder';
import { EditorStage, fieldsNode } from './editorStage';
import { eventually } from './eventually';

const execute = promisify(execFile);

describe('the canvas', () => {
	let stage: EditorStage;
	let folder: string;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'canvas-'));
		stage = await EditorStage.open();
	});
	afterAll(async () => {
		await stage.close();
		await rm(folder, { recursive: true });
	});

	it('takes a node that node-for wrote, which then sends that very body', async () => {
		const { editor, simulator } = stage;
		const body = {
			model: 'kling',
			task_type: 'video_generation',
			input: { prompt: 'a fox runs', version: '1.6', duration: 10, aspect_ratio: '9:16' },
		};
		const file = join(folder, 'body.json');
		await writeFile(file, JSON.stringify(body));
		const script = join(projectFolder, 'scripts', 'node-for.ts');
		const { stdout } = await execute(process.execPath, ['--import', 'tsx', script, file], {
			cwd: projectFolder,
		});
		await stage.openRow('Paste');
		await editor.paste(stdout);
		await editor.canvasNode('PiAPI').waitFor();
		await eventually(async () =>
			expect(await editor.canvasNode('PiAPI').innerText()).toContain('Kling: Generate Video'),
		);
		await editor.connect('Start', 'PiAPI');
		await editor.openNode('PiAPI');
		await editor.node.chooseCredential(stage.credential.name);
		await editor.node.execute();
		await editor.node.succeeded();
		expect(simulator.ledger.createdTasks().at(-1)?.request).toEqual(body);
	});

	it('lets a field of a former node be dragged into Prompt', async () => {
		const { editor, simulator } = stage;
		await stage.openRow('Drag', fieldsNode('Fields', { request: 'a fox at the sea' }), {
			name: 'Imagine',
			type: 'midjourney',
			parameters: { operation: 'imagine' },
		});
		await editor.openNode('Fields');
		await editor.node.execute();
		await editor.node.succeeded();
		await editor.node.leave();
		await editor.openNode('Imagine');
		await editor.node.drag('request', 'prompt');
		await editor.node.parameter('prompt').getByText('{{ $json.request }}').waitFor();
		await editor.node.execute();
		await editor.node.succeeded();
		expect(simulator.ledger.createdTasks().at(-1)?.request.input.prompt).toBe('a fox at the sea');
	});
});
