import type { Item } from '../../tools/n8n/execution';
import { exampleNames, isOurs, readExample } from '../../tools/n8n/workflow';
import { isText, openStage, pairedIndex, type ExampleStage } from './exampleStage';
import { withLinks } from './filledExample';
import { LONG } from './skippingClock';

describe('the example workflows in a real n8n', () => {
	let stage: ExampleStage;

	beforeEach(async () => {
		stage = await openStage();
	});

	afterEach(async () => await stage.close());

	it.each(exampleNames)('%s carries no credential and no pinned data', async (name) => {
		const workflow = await readExample(name);
		expect(workflow.nodes.filter(isOurs)).not.toHaveLength(0);
		expect(workflow.nodes.filter(({ credentials }) => credentials !== undefined)).toEqual([]);
		expect(workflow).toMatchObject({ pinData: {}, settings: { executionOrder: 'v1' } });
	});

	it('imagines an image, upscales one of its four and downloads it', async () => {
		const execution = await stage.run('imagine-upscale');
		expect(execution.failure).toBeUndefined();
		expect(execution.status).toBe('success');
		const [grid] = execution.items('Imagine images');
		const upscales = execution.items('Upscale the best image');
		expect(upscales).toHaveLength(1);
		const [upscale] = upscales;
		expect(upscale?.json).toMatchObject({ status: 'completed', taskType: 'upscale' });
		expect(upscale?.json.url).toBe(
			stage.simulator.resultFile(String(upscale?.json.taskId), 'image.png'),
		);
		expect(upscale?.json).not.toHaveProperty('error');
		const made = stage.simulator.ledger.task(String(upscale?.json.taskId));
		expect(made?.request.input).toEqual({ origin_task_id: grid?.json.taskId, index: '1' });
		const picture = await stage.pictureOf(upscale as Item);
		expect(picture.width).toBeGreaterThan(0);
		expect(stage.simulator.ledger.createdTasks()).toHaveLength(2);
	});

	it('rerolls one image with five prompts, side by side and in order', async () => {
		stage.simulator.behaviour.taskSeconds = ({ task_type }) => (task_type === 'reroll' ? LONG : 1);
		const execution = await stage.runSideBySide('reroll-many', 5);
		expect(execution.failure).toBeUndefined();
		const prompts = execution.items('One item per prompt').map(({ json }) => json.prompt as string);
		expect(new Set(prompts).size).toBe(5);
		const rerolls = execution.items('Reroll with each prompt');
		expect(rerolls.every(({ binary }) => binary?.data !== undefined)).toBe(true);
		expect(rerolls.map(stage.promptOf)).toEqual(prompts);
		expect(rerolls.map(pairedIndex)).toEqual([0, 1, 2, 3, 4]);
		expect(rerolls.every(({ json }) => json.status === 'completed' && isText(json.url))).toBe(true);
		expect(stage.simulator.ledger.createdTasks()).toHaveLength(6);
	});

	it('returns the other rerolls when one of five fails', async () => {
		stage.simulator.behaviour.outcome = (request) =>
			String(request.input.prompt).includes('thunderstorm')
				? { failed: { code: 10_000, message: 'the sky fell on the lighthouse' } }
				: 'completed';
		const execution = await stage.run('reroll-many');
		expect(execution.failure).toBeUndefined();
		const rerolls = execution.items('Reroll with each prompt');
		expect(rerolls.map(pairedIndex)).toEqual([0, 1, 2, 3, 4]);
		expect(rerolls.map(({ json }) => json.status)).toEqual([
			'completed',
			'failed',
			'completed',
			'completed',
			'completed',
		]);
		const failed = stage.simulator.ledger
			.createdTasks()
			.find(({ request }) => String(request.input.prompt).includes('thunderstorm'));
		expect(rerolls[1]?.json).toMatchObject({
			error: expect.stringContaining('the sky fell on the lighthouse'),
			details: { taskId: failed?.id },
		});
	});

	it('generates the image of the day when it is run by hand', async () => {
		const execution = await stage.run('schedule-daily-image');
		expect(execution.failure).toBeUndefined();
		const items = execution.items('Keep what matters');
		expect(items).toHaveLength(1);
		const [item] = items;
		expect(Object.keys(item?.json ?? {}).sort()).toEqual(['date', 'prompt', 'taskId', 'url']);
		expect(Object.values(item?.json ?? {}).every(isText)).toBe(true);
		expect(item?.json.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
		expect(stage.promptOf(item)).toBe(item?.json.prompt);
		expect((await stage.pictureOf(item as Item)).width).toBeGreaterThan(0);
	});

	it('generates an image, then a video from it, and downloads the video', async () => {
		const execution = await stage.run('image-to-video');
		const image = stage.only(execution, 'Generate the image');
		const video = stage.only(execution, 'Generate the video');
		expect(video.json).toMatchObject({ status: 'completed', model: 'kling' });
		expect(isText(video.json.url)).toBe(true);
		expect(image.binary).toBeUndefined();
		expect(video.binary?.data?.mimeType).toContain('video');
		expect(stage.inputs()[1]).toMatchObject({
			image_url: image.json.url,
			version: '2.1',
			duration: 5,
		});
	});

	it('tells a story in ten scenes, in their order', async () => {
		const execution = await stage.run('story-in-scenes');
		const scenes = execution.items('One item per scene').map(({ json }) => json.scene);
		expect(scenes).toHaveLength(10);
		const images = execution.items('Draw the scene');
		const videos = execution.items('Animate the scene');
		expect(videos.map(stage.promptOf)).toEqual(scenes);
		expect(videos.map(pairedIndex)).toEqual(scenes.map((_, index) => index));
		const asked = videos.map(
			({ json }) => stage.simulator.ledger.task(String(json.taskId))?.request.input.image_url,
		);
		expect(asked).toEqual(images.map(({ json }) => json.url));
		expect(stage.only(execution, 'All videos in order').json.url).toEqual(
			videos.map(({ json }) => json.url),
		);
		expect(stage.simulator.ledger.createdTasks()).toHaveLength(20);
	});

	it('creates no video for a scene that has no image, and keeps its position', async () => {
		stage.simulator.behaviour.outcome = ({ model, input }) =>
			model !== 'kling' && String(input.prompt).includes('fog')
				? { failed: { code: 10_000, message: 'nothing to be seen' } }
				: 'completed';
		const execution = await stage.run('story-in-scenes');
		const videos = stage.only(execution, 'All videos in order').json.url as unknown[];
		expect(videos.map(isText)).toEqual(Array.from({ length: 10 }, (_, index) => index !== 3));
		expect(stage.simulator.ledger.createdTasks()).toHaveLength(19);
	});

	it('takes a photo from a binary field, without another service', async () => {
		const photo = stage.simulator.bigFile(100, 'photo.png');
		const shirt = 'https://example.com/shirt.png';
		const execution = await stage.run('try-on-video', withLinks({ photo, shirt }));
		const video = stage.only(execution, 'Generate the video');
		expect(video.json.status).toBe('completed');
		expect(video.binary?.data?.mimeType).toContain('video');
		const [upload] = stage.simulator.ledger.uploads;
		expect(upload?.fileName).toBe('photo.png');
		expect(stage.inputs()[0]).toMatchObject({
			model_input: upload?.url,
			upper_input: shirt,
		});
		expect(stage.inputs()[1]).toMatchObject({
			image_url: stage.only(execution, 'Try on the shirt').json.url,
		});
	});

	it('writes a song and sings it', async () => {
		const execution = await stage.run('song-with-lyrics');
		const words = stage.only(execution, 'Write the lyrics');
		const song = stage.only(execution, 'Generate the song');
		expect(stage.inputs()[1]).toMatchObject({ lyrics_type: 'user', lyrics: words.json.text });
		expect(song.binary?.data?.mimeType).toContain('audio');
	});

	it('cuts out a product and enlarges it', async () => {
		const photo = 'https://example.com/teapot.png';
		const execution = await stage.run('product-photo', withLinks({ photo }));
		const picture = stage.only(execution, 'Upscale the image');
		expect((await stage.pictureOf(picture)).width).toBeGreaterThan(0);
		expect(stage.inputs()).toEqual([
			{ image: photo },
			{ image: stage.only(execution, 'Remove the background').json.url, scale: 2 },
		]);
	});
});
