import type { IDataObject } from 'n8n-workflow';

import { midjourney } from '../../nodes/catalog';
import { partsOf, type OutputForm } from '../../nodes/result/item';
import { sampleTask } from './sampleTask';

const families = [midjourney];
const simplified: OutputForm = { form: 'simplified' };
const raw: OutputForm = { form: 'raw' };
const selected = (...fields: string[]): OutputForm => ({ form: 'selectedFields', fields });

const jsonOf = (changes: IDataObject = {}, form: OutputForm = simplified): IDataObject =>
	partsOf(sampleTask(changes), families, form, false)[0]?.json ?? {};

const image = (number: number, role = 'image') => ({
	url: `https://img.example/${role === 'grid' ? 'grid' : number}.png`,
	kind: 'image',
	role,
});
const files = [image(1), image(2), image(0, 'grid')];

describe('a simplified item', () => {
	it('has the same shape for every task', () => {
		const task = sampleTask();
		expect(jsonOf()).toEqual({
			taskId: 'task-1',
			status: 'completed',
			model: 'midjourney',
			taskType: 'imagine',
			url: 'https://img.example/1.png',
			files,
			costUsd: 0.07,
			createdAt: '2026-11-22T10:00:00Z',
			startedAt: '2026-11-22T10:00:01Z',
			endedAt: '2026-11-22T10:00:20Z',
			output: task.output,
		});
	});

	it('has the link of the main result, best first', () => {
		const output = { image_url: 'https://img.example/grid.png', temporary_image_urls: null };
		expect(jsonOf({ output })).toMatchObject({
			url: 'https://img.example/grid.png',
			files: [image(0, 'grid')],
		});
	});

	it('has null for what is not there yet', () => {
		const zero = '0001-01-01T00:00:00Z';
		const meta = { created_at: '2026-11-22T10:00:00Z', started_at: zero, ended_at: zero };
		expect(jsonOf({ status: 'Processing', output: null, meta })).toEqual({
			taskId: 'task-1',
			status: 'processing',
			model: 'midjourney',
			taskType: 'imagine',
			url: null,
			files: [],
			createdAt: '2026-11-22T10:00:00Z',
			startedAt: null,
			endedAt: null,
			output: {},
		});
	});

	it('has the text of a task that gives one', () => {
		expect(jsonOf({ task_type: 'describe', output: { description: 'a fox' } })).toMatchObject({
			text: 'a fox',
			url: null,
			files: [],
		});
		expect(jsonOf()).not.toHaveProperty('text');
	});

	it('says why a task failed, and nothing of the kind else', () => {
		const error = { code: 10000, message: 'banned word', raw_message: 'raw' };
		expect(jsonOf({ status: 'failed', error }).failure).toBe('banned word; raw (code 10000)');
		expect(jsonOf({ status: 'failed', error: null }).failure).toBe('');
		expect(jsonOf({ error })).not.toHaveProperty('failure');
	});
});

describe('the other forms', () => {
	it('raw is the task as received, less the webhook secret', () => {
		const task = sampleTask();
		expect(jsonOf({}, raw)).toEqual({ task: task.received });
		expect(JSON.stringify(jsonOf({}, raw))).not.toContain('hush');
		expect(JSON.stringify(jsonOf({}, raw))).toContain('https://example.com/hook');
	});

	it('selected fields are those, in their order, and no others', () => {
		expect(Object.entries(jsonOf({}, selected('url', 'taskId', 'costUsd')))).toEqual([
			['url', 'https://img.example/1.png'],
			['taskId', 'task-1'],
			['costUsd', 0.07],
		]);
	});

	it('selected fields that a task does not have are left out', () => {
		expect(jsonOf({}, selected('text', 'taskId', 'error', 'answer'))).toEqual({
			taskId: 'task-1',
		});
	});
});

describe('one item per file', () => {
	it.each<[string, OutputForm]>([
		['simplified', simplified],
		['raw', raw],
		['selected', selected('url', 'files')],
	])('gives each item its own file, %s', (_, form) => {
		const parts = partsOf(sampleTask(), families, form, true);
		expect(parts.map((part) => part.files)).toEqual(files.map((file) => [file]));
	});

	it('numbers the items and puts their file on top', () => {
		const parts = partsOf(sampleTask(), families, simplified, true);
		expect(parts.map(({ json }) => [json.fileIndex, json.url, json.files])).toEqual(
			files.map((file, index) => [index, file.url, [file]]),
		);
		expect(new Set(parts.map(({ json }) => json.taskId))).toEqual(new Set(['task-1']));
	});

	it('numbers selected fields where the number is one of them', () => {
		const numbered = partsOf(sampleTask(), families, selected('url', 'fileIndex'), true);
		expect(numbered.map(({ json }) => json)).toEqual(
			files.map(({ url }, index) => ({ url, fileIndex: index })),
		);
		const parts = partsOf(sampleTask(), families, selected('url'), true);
		expect(parts.map(({ json }) => json)).toEqual(files.map(({ url }) => ({ url })));
	});

	it('gives one item for a task without a file', () => {
		const parts = partsOf(sampleTask({ output: null }), families, simplified, true);
		expect(parts).toHaveLength(1);
		expect(parts[0]).toMatchObject({ json: { taskId: 'task-1', url: null }, files: [] });
	});

	it('is not done unasked', () => {
		const parts = partsOf(sampleTask(), families, simplified, false);
		expect(parts).toHaveLength(1);
		expect(parts[0]?.files).toEqual(files);
		expect(parts[0]?.json).not.toHaveProperty('fileIndex');
	});
});

describe('an item of a task whose model the node chose', () => {
	const tried = { modelName: 'Fox 2', attempts: [{ model: 'Fox 1', reason: 'No' }] };
	const keysOf = (form: OutputForm, split = false): string[] =>
		Object.keys(partsOf(sampleTask(), families, form, split, { tried })[0]?.json ?? {});

	it.each<[string, OutputForm]>([
		['simplified', simplified],
		['raw', raw],
	])('names it and those before, %s', (_, form) => {
		for (const { json } of partsOf(sampleTask(), families, form, true, { tried })) {
			expect(json).toMatchObject(tried);
		}
		expect(keysOf(form)[0]).toBe('modelName');
		expect(keysOf(form, true)).toContain('fileIndex');
	});

	it('has them among selected fields only if they are selected', () => {
		expect(keysOf(selected('taskId', 'url'))).toEqual(['taskId', 'url']);
		expect(keysOf(selected('attempts', 'modelName'))).toEqual(['attempts', 'modelName']);
	});
});

describe('a success item', () => {
	const tasks: IDataObject[] = [
		{},
		{ status: 'failed', error: { message: 'banned word' } },
		{ status: 'cancelled' },
		{ status: 'processing', output: null },
		{ error: 'text' },
		{ output: { error: 'inside' } },
		{ model: 'unknown', error: { message: 'odd' } },
	];
	const forms: Array<[string, OutputForm]> = [
		['simplified', simplified],
		['raw', raw],
		['selected', selected('error', 'failure', 'output', 'taskId')],
	];

	it.each(forms.flatMap(([name, form]) => tasks.map((task) => [name, task, form] as const)))(
		'never has an error on top: %s, %p',
		(_, changes, form) => {
			for (const split of [true, false]) {
				const parts = partsOf(sampleTask(changes), families, form, split);
				expect(parts.length).toBeGreaterThan(0);
				parts.forEach(({ json }) => expect(json).not.toHaveProperty('error'));
			}
		},
	);
});

it('selected fields are the own ones of the item', () => {
	const output = { form: 'selectedFields', fields: ['toString', 'taskId'] } as const;
	const [part] = partsOf(sampleTask(), [midjourney], output, false);
	expect(Object.keys(part?.json ?? {})).toEqual(['taskId']);
});
