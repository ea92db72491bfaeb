import { PNG } from 'pngjs';
import type { N8nClient } from '../../scripts/n8n/client';
import type { Execution, Item } from '../../scripts/n8n/execution';
import {
	exampleNames,
	isOurs,
	readExample,
	triggerOf,
	withCredential,
	type ExampleName,
} from '../../scripts/n8n/workflow';
import { startSimulator, type Simulator } from '../simulator/simulator';
import { openClient, saveCredential } from './session';

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const pairedIndex = ({ pairedItem }: Item): unknown =>
	typeof pairedItem === 'object' && pairedItem !== null && 'item' in pairedItem
		? pairedItem.item
		: pairedItem;

describe('the example workflows in a real n8n', () => {
	let client: N8nClient;
	let simulator: Simulator;

	beforeEach(async () => {
		client = await openClient();
		simulator = await startSimulator({ taskSeconds: 1 });
	});

	afterEach(async () => await simulator.close());

	const runExample = async (name: ExampleName): Promise<Execution> => {
		const workflow = await readExample(name);
		const credential = await saveCredential(client, simulator);
		const id = await client.importWorkflow(withCredential(workflow, credential));
		return await client.run(id, triggerOf(workflow));
	};

	const pictureOf = async ({ binary }: Item): Promise<PNG> =>
		PNG.sync.read(await client.binary(binary?.data?.id ?? ''));

	const promptOf = (item: Item | undefined): unknown =>
		simulator.ledger.task(String(item?.json.taskId))?.request.input.prompt;

	it.each(exampleNames)('%s carries no credential and no pinned data', async (name) => {
		const workflow = await readExample(name);
		expect(workflow.nodes.filter(isOurs)).not.toHaveLength(0);
		expect(workflow.nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		expect(workflow).toMatchObject({ pinData: {}, settings: { executionOrder: 'v1' } });
	});

	it('imagines an image, upscales one of its four and downloads it', async () => {
		const execution = await runExample('imagine-upscale');
		expect(execution.failure).toBeUndefined();
		expect(execution.status).toBe('success');
		const [grid] = execution.items('Imagine images');
		const upscales = execution.items('Upscale the best image');
		expect(upscales).toHaveLength(1);
		const [upscale] = upscales;
		expect(upscale?.json).toMatchObject({ status: 'completed', taskType: 'upscale' });
		expect(upscale?.json.url).toBe(simulator.resultFile(String(upscale?.json.taskId), 'image.png'));
		expect(upscale?.json).not.toHaveProperty('error');
		const made = simulator.ledger.task(String(upscale?.json.taskId));
		expect(made?.request.input).toEqual({ origin_task_id: grid?.json.taskId, index: '1' });
		const picture = await pictureOf(upscale as Item);
		expect(picture.width).toBeGreaterThan(0);
		expect(simulator.ledger.tasksMade()).toHaveLength(2);
	});

	it('rerolls one image with five prompts, side by side and in order', async () => {
		const execution = await runExample('reroll-many');
		expect(execution.failure).toBeUndefined();
		const prompts = execution
			.items('Make one item per prompt')
			.map(({ json }) => json.prompt as string);
		expect(new Set(prompts).size).toBe(5);
		const rerolls = execution.items('Reroll with each prompt');
		expect(rerolls.map(promptOf)).toEqual(prompts);
		expect(rerolls.map(pairedIndex)).toEqual([0, 1, 2, 3, 4]);
		expect(rerolls.every(({ json }) => json.status === 'completed' && isText(json.url))).toBe(true);
		expect(simulator.ledger.tasksMade()).toHaveLength(6);
		const [, ...made] = simulator.ledger.tasksMade();
		const firstEnd = Math.min(...made.map(({ endsAt }) => endsAt));
		expect(made.every(({ createdAt }) => createdAt < firstEnd)).toBe(true);
	});

	it('lets one bad reroll of five do no harm to the others', async () => {
		simulator.behaviour.outcome = (request) =>
			String(request.input.prompt).includes('thunderstorm')
				? { failed: { code: 10_000, message: 'the sky fell on the lighthouse' } }
				: 'completed';
		const execution = await runExample('reroll-many');
		expect(execution.failure).toBeUndefined();
		const rerolls = execution.items('Reroll with each prompt');
		expect(rerolls.map(pairedIndex)).toEqual([0, 1, 2, 3, 4]);
		expect(rerolls.map(({ json }) => json.status ?? 'bad')).toEqual([
			'completed',
			'bad',
			'completed',
			'completed',
			'completed',
		]);
		const failed = simulator.ledger
			.tasksMade()
			.find(({ request }) => String(request.input.prompt).includes('thunderstorm'));
		expect(rerolls[1]?.json).toMatchObject({
			error: expect.stringContaining('the sky fell on the lighthouse'),
			details: { taskId: failed?.id },
		});
	});

	it('makes the image of the day when it is run by hand', async () => {
		const execution = await runExample('schedule-daily-image');
		expect(execution.failure).toBeUndefined();
		const items = execution.items('Keep what matters');
		expect(items).toHaveLength(1);
		const [item] = items;
		expect(Object.keys(item?.json ?? {}).sort()).toEqual(['date', 'prompt', 'taskId', 'url']);
		expect(Object.values(item?.json ?? {}).every(isText)).toBe(true);
		expect(item?.json.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		const [imagined] = execution.items('Imagine the image of the day');
		expect(promptOf(imagined)).toBe(item?.json.prompt);
		expect((await pictureOf(item as Item)).width).toBeGreaterThan(0);
	});

	const only = (execution: Execution, node: string): Item => {
		expect(execution.failure).toBeUndefined();
		const items = execution.items(node);
		expect(items).toHaveLength(1);
		return items[0] as Item;
	};

	const inputs = (): unknown[] => simulator.ledger.tasksMade().map(({ request }) => request.input);

	it('makes an image and lets it move', async () => {
		const execution = await runExample('image-to-clip');
		const image = only(execution, 'Make the image');
		const clip = only(execution, 'Make it move');
		expect(clip.json).toMatchObject({ status: 'completed', model: 'kling' });
		expect(isText(clip.json.url)).toBe(true);
		expect(inputs()[1]).toMatchObject({ image_url: image.json.url, version: '2.1', duration: 5 });
	});

	it('tells a story in ten scenes, in their order', async () => {
		const execution = await runExample('story-in-scenes');
		const scenes = execution.items('One item a scene').map(({ json }) => json.scene);
		expect(scenes).toHaveLength(10);
		const images = execution.items('Draw the scene');
		const clips = execution.items('Animate the scene');
		expect(clips.map(promptOf)).toEqual(scenes);
		expect(clips.map(pairedIndex)).toEqual(scenes.map((_, index) => index));
		const asked = clips.map(
			({ json }) => simulator.ledger.task(String(json.taskId))?.request.input.image_url,
		);
		expect(asked).toEqual(images.map(({ json }) => json.url));
		expect(only(execution, 'All clips in order').json.url).toEqual(
			clips.map(({ json }) => json.url),
		);
		expect(simulator.ledger.tasksMade()).toHaveLength(20);
	});

	it('takes a photo from a binary field, without another service', async () => {
		const execution = await runExample('try-on-clip');
		const clip = only(execution, 'Turn around');
		expect(clip.json.status).toBe('completed');
		const [upload] = simulator.ledger.uploads;
		expect(upload?.fileName).toBe('photo.png');
		expect(inputs()[0]).toMatchObject({
			model_input: upload?.url,
			upper_input: 'https://example.com/shirt.png',
		});
		expect(inputs()[1]).toMatchObject({
			image_url: only(execution, 'Try on the shirt').json.url,
		});
	});

	it('writes a song and sings it', async () => {
		const execution = await runExample('song-with-lyrics');
		const words = only(execution, 'Write the words');
		const song = only(execution, 'Sing them');
		expect(inputs()[1]).toMatchObject({ lyrics_type: 'user', lyrics: words.json.text });
		expect(song.binary?.data?.mimeType).toContain('audio');
	});

	it('cuts out a product and enlarges it', async () => {
		const execution = await runExample('product-photo');
		const picture = only(execution, 'Enlarge the picture');
		expect((await pictureOf(picture)).width).toBeGreaterThan(0);
		expect(inputs()).toEqual([
			{ image: 'https://example.com/teapot.png' },
			{ image: only(execution, 'Remove the background').json.url, scale: 2 },
		]);
	});
});
