import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { PNG } from 'pngjs';

import { storeBinariesInFiles } from '../../tools/engine';
import { API_KEY, imagine, items, openSetting, reroll, type Setting } from './setting';

let setting: Setting;

beforeEach(async () => {
	// Five pictures at once take a busy machine seconds, and a faster clock shortens the time they may take.
	setting = await openSetting({ speed: 5 });
});

afterEach(async () => await setting.close());

const download = (taskOptions: INodeParameters = {}): INodeParameters => ({
	downloadFiles: true,
	taskOptions,
});
const made = () => setting.piApi.ledger.createdTasks();

describe('Download Files', () => {
	it('stores each file, keeps the links and sends no key', async () => {
		const run = await setting.run(reroll(download()));
		expect(run.error).toBeUndefined();
		const [item] = run.output;
		expect(Object.keys(item?.binary ?? {})).toEqual([
			'data',
			'data_1',
			'data_2',
			'data_3',
			'data_4',
		]);
		const sizes = new Set<string>();
		for (const name of Object.keys(item?.binary ?? {})) {
			const bytes = await run.binary(item, name);
			const { width, height } = PNG.sync.read(bytes);
			sizes.add(`${width}x${height}`);
			expect(item?.binary?.[name]).toMatchObject({ mimeType: 'image/png', fileExtension: 'png' });
		}
		expect(sizes.size).toBe(2);
		expect(item?.json.files).toHaveLength(5);
		expect(setting.piApi.ledger.requestsTo('file')).toHaveLength(5);
		expect(setting.piApi.ledger.keysSeenOn('file')).toEqual([]);
		expect(setting.piApi.ledger.mentions('file', API_KEY)).toEqual([]);
	});

	it('One Item per File gives each its own item, paired', async () => {
		const run = await setting.run(
			reroll({ taskOptions: { output: 'onePerFile' }, downloadFiles: true }),
			{ items: items(2) },
		);
		expect(run.output).toHaveLength(10);
		expect(run.output.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
			...Array(5).fill(0),
			...Array(5).fill(1),
		]);
		expect(run.output.map(({ json }) => json.fileIndex)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
		for (const { json, binary } of run.output) {
			expect(json.files).toEqual([expect.objectContaining({ url: json.url })]);
			expect(Object.keys(binary ?? {})).toEqual(['data']);
		}
		const contents = await Promise.all(
			run.output.map(async (item) => (await run.binary(item)).toString('base64')),
		);
		expect(new Set(contents).size).toBe(10);
	});

	it('stores the files that are at other places than expected, each once', async () => {
		const { piApi } = setting;
		const link = (name: string) => `${piApi.fileUrl}/big/500/${name}`;
		piApi.behaviour.outcome = () => ({
			output: {
				result: JSON.stringify([{ resource: link('marked.png'), url: link('fox.png') }]),
				cover: { resource: link('cover.png'), again: link('fox.png') },
			},
		});
		const run = await setting.run(reroll(download()));
		expect(run.error).toBeUndefined();
		const [item] = run.output;
		expect(item?.json).toMatchObject({
			url: link('fox.png'),
			files: [
				{ url: link('fox.png'), kind: 'image', role: 'image' },
				{ url: link('cover.png'), kind: 'image', role: 'cover' },
			],
		});
		expect(Object.keys(item?.binary ?? {})).toEqual(['data', 'data_1']);
		expect(setting.piApi.ledger.requestsTo('file')).toHaveLength(2);
	});

	it.each([
		['500', { kind: 'serverError' }],
		['cut off', { kind: 'truncatedFile' }],
		['reset', { kind: 'resetBefore' }],
	] as const)('%s: tries again', async (_, fault) => {
		setting.piApi.fault({ on: 'file', when: 'everyThird', ...fault });
		const run = await setting.run(reroll(download()));
		expect(run.error).toBeUndefined();
		for (const name of Object.keys(run.output[0]?.binary ?? {})) {
			expect(PNG.sync.read(await run.binary(run.output[0], name)).width).toBeGreaterThan(0);
		}
		expect(Object.keys(run.output[0]?.binary ?? {})).toHaveLength(5);
	});

	it('a file that is gone is an error that names the task, which stays paid once', async () => {
		setting.piApi.fault({ on: 'file', when: 'all', kind: 'notFound' });
		const run = await setting.run(reroll(download()), {
			settings: { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 },
		});
		expect(run.error?.message).toContain('HTTP 404');
		expect(run.error?.description).toContain(made()[0]?.id);
		expect(run.error?.description).toContain('Get Task');
		expect(made()).toHaveLength(1);
	});

	it.each(['text/html', 'application/octet-stream', 'image/png'])(
		'a web page in place of the file is an error, called %s or not',
		async (type) => {
			const page = '<!DOCTYPE html><html><title>The link has expired</title></html>';
			const host = createServer((_, response) => {
				response.writeHead(200, { 'content-type': type }).end(page);
			});
			await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
			const { port } = host.address() as AddressInfo;
			setting.piApi.behaviour.outcome = () => ({
				output: { image_url: setting.piApi.redirect(`http://127.0.0.1:${port}/fox.png`) },
			});
			try {
				const run = await setting.run(reroll(download()));
				expect(run.error?.message).toContain('a web page came in its place');
				expect(run.error?.description).toContain(made()[0]?.id);
				expect(run.error?.description).toContain('turn off Download Files');
			} finally {
				host.close();
				host.closeAllConnections();
			}
		},
	);

	it('a file that its host knows nothing about has the kind of its name', async () => {
		const host = createServer((_, response) => {
			response.writeHead(200, { 'content-type': 'binary/octet-stream' }).end('a video');
		});
		await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
		const { port } = host.address() as AddressInfo;
		setting.piApi.behaviour.outcome = () => ({
			output: { video_url: `http://127.0.0.1:${port}/clip.mp4` },
		});
		try {
			const run = await setting.run(reroll(download()));
			expect(run.output[0]?.binary?.data).toMatchObject({
				fileName: 'clip.mp4',
				mimeType: 'video/mp4',
			});
		} finally {
			host.close();
			host.closeAllConnections();
		}
	});

	it('follows redirects of the storage', async () => {
		setting.piApi.behaviour.outcome = () => ({
			output: { image_url: setting.piApi.redirect(setting.piApi.bigFile(1000, 'picture.png')) },
		});
		const run = await setting.run(reroll(download()));
		expect(run.error).toBeUndefined();
		expect(await run.binary(run.output[0])).toHaveLength(1000);
	});

	it.each([true, false])(
		'refuses a file that is too large (length said: %s)',
		async (hasLength) => {
			setting.piApi.behaviour.outcome = () => ({
				output: { image_url: setting.piApi.bigFile(3 * 1024 ** 2, 'large.png', hasLength) },
			});
			const run = await setting.run(reroll(download({ maxFileSize: 2 })));
			expect(run.error?.message).toContain('Max File Size (2 MB)');
			expect(run.error?.description).toContain(made()[0]?.id);
		},
	);

	it('streams to disk in filesystem mode', async () => {
		const stored = await storeBinariesInFiles();
		try {
			setting.piApi.behaviour.outcome = () => ({
				output: { image_url: setting.piApi.bigFile(64 * 1024 ** 2, 'large.png') },
			});
			const run = await setting.run(imagine('a fox', download()));
			expect(run.error).toBeUndefined();
			expect(run.output[0]?.binary?.data?.id).toMatch(/^filesystem/);
			expect(await run.binary(run.output[0])).toHaveLength(64 * 1024 ** 2);
		} finally {
			await stored.restore();
		}
	});
});
