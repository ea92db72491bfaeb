import { Readable } from 'stream';

import type { IDataObject } from 'n8n-workflow';

import { editGptImages, generateGptImages } from '../../nodes/actions/gptImage';
import { systemClock } from '../../nodes/task/clock';
import type { ImagesBody } from '../../nodes/transport/openAi';
import { canceled, connectionWith, refusedWith } from './connectionStage';
import { HandClock } from './handClock';
import { runAction } from './runAction';

const LINK = { data: [{ url: 'https://x.example/1.png' }], created: 5, usage: { tokens: 2 } };
const fox = { assertBinaryData: () => ({ mimeType: 'image/jpeg', fileName: 'fox.jpg', data: '' }) };

interface Asking {
	readonly parameters?: Record<string, unknown>;
	readonly answer?: object;
	readonly outcome?: typeof canceled | ReturnType<typeof refusedWith>;
	readonly helpers?: object;
	readonly action?: typeof generateGptImages;
	/** What n8n keeps between tries. */
	readonly kept?: IDataObject;
	readonly isTool?: boolean;
}

async function ask(asking: Asking = {}) {
	const { parameters = {}, answer = LINK, outcome, helpers, action, kept, isTool = false } = asking;
	const calls: Array<{ path: string; body: ImagesBody; limit: number }> = [];
	const run = await runAction(action ?? generateGptImages, {
		kept,
		...(isTool && { node: { type: 'n8n-nodes-piapi-unified.piApiTool' } }),
		parameters: { imageModel: 'gpt-image-1', prompt: 'a fox', ...parameters },
		helpers: {
			prepareBinaryData: async (bytes: Buffer, fileName: string, mimeType: string) =>
				await Promise.resolve({ data: bytes.toString('base64'), fileName, mimeType }),
			...helpers,
		},
		connection: connectionWith(
			{},
			{
				images: async (path, body, { timeout: limit }) => {
					calls.push({ path, body, limit });
					return await Promise.resolve(
						outcome ?? { outcome: 'answered' as const, answer: { ...answer } },
					);
				},
			},
		),
	});
	return { ...run, calls };
}

describe('Generate', () => {
	it('sends the fields and returns the links', async () => {
		const { calls, output } = await ask({
			parameters: { options: { timeout: 9 }, sizeChoice: '1024x1024' },
		});
		expect(calls).toEqual([
			{
				path: '/v1/images/generations',
				body: { json: { model: 'gpt-image-1', prompt: 'a fox', size: '1024x1024' } },
				limit: 9000,
			},
		]);
		expect(output).toEqual([
			{
				json: {
					url: 'https://x.example/1.png',
					files: [{ url: 'https://x.example/1.png', kind: 'image', role: 'image' }],
					created: 5,
					usage: { tokens: 2 },
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it('puts files into binary fields, each by its own kind', async () => {
		const data = ['/9j/aaaa', 'UklGRaaa', 'iVBORaaa'].map((text) => ({ b64_json: text, url: '' }));
		const { output } = await ask({ answer: { data } });
		expect(output[0]).toMatchObject({
			json: { url: null, files: [], created: null, usage: {} },
			binary: {
				data: { fileName: 'image-1.jpg', mimeType: 'image/jpeg', data: '/9j/aaaa' },
				data_1: { fileName: 'image-2.webp', mimeType: 'image/webp' },
				data_2: { fileName: 'image-3.png', mimeType: 'image/png' },
			},
		});
	});

	it('reads a file in a data URL', async () => {
		const { output } = await ask({
			answer: { data: [{ b64_json: 'data:image/webp;base64,UklGRaaa' }] },
		});
		expect(output[0]?.binary?.data).toMatchObject({ fileName: 'image-1.webp', data: 'UklGRaaa' });
	});

	describe("in an agent's tool, which passes no files", () => {
		const files = { options: { responseFormat: 'b64_json' } };

		it('asks for links', async () => {
			const { calls, output } = await ask({ isTool: true });
			expect(calls[0]?.body).toMatchObject({ json: { response_format: 'url' } });
			expect(output[0]?.json.url).toBe('https://x.example/1.png');
		});

		it('asks for nothing where Binary File is chosen', async () => {
			const { calls, error } = await ask({ isTool: true, parameters: files });
			expect(calls).toEqual([]);
			expect(error?.message).toBe(
				'Response Format cannot be Binary File in a tool of an agent [item 0]',
			);
			expect((await ask({ parameters: files })).calls).toHaveLength(1);
		});

		it('says that the image is paid where PiAPI still returns a file', async () => {
			const { error } = await ask({ isTool: true, answer: { data: [{ b64_json: 'iVBORaaa' }] } });
			expect(error?.message).toBe("PiAPI's answer contains a file in place of a link [item 0]");
			expect(error?.description).toContain('is paid');
		});
	});

	it.each([[{}], [{ data: {} }], [{ data: [null, 'x', { url: '', b64_json: '' }, { url: 5 }] }]])(
		'fails, and says that it may be paid, where the answer is %j',
		async (answer) => {
			const { error } = await ask({ answer });
			expect(error?.message).toBe("PiAPI's answer contains no image [item 0]");
			expect(error?.description).toContain('may have charged');
		},
	);

	it('is not asked again on another try where the answer cannot be stored', async () => {
		const kept: IDataObject = {};
		const answer = { data: [{ b64_json: 'iVBORaaa' }] };
		const isFull = async () => await Promise.reject(new Error('No space left on device'));
		const first = await ask({ kept, answer, helpers: { prepareBinaryData: isFull } });
		expect(first.error?.message).toBe('No space left on device [item 0]');
		const { calls, output } = await ask({ kept, parameters: { prompt: 'a fox at 12:01' } });
		expect(calls).toEqual([]);
		expect(output[0]?.binary?.data).toMatchObject({ data: 'iVBORaaa' });
		expect(kept).toEqual({});
	});

	it('is not asked again on another try where the answer contains no image', async () => {
		const kept: IDataObject = {};
		await ask({ kept, answer: {} });
		const { calls, error } = await ask({ kept });
		expect(calls).toEqual([]);
		expect(error?.message).toBe("PiAPI's answer contains no image [item 0]");
	});

	it('fails with the text of a refusal', async () => {
		const { error } = await ask({ outcome: refusedWith('No foxes') });
		expect(error?.message).toBe('No foxes [item 0]');
	});

	it('returns nothing after a stop', async () => {
		expect(await ask({ outcome: canceled })).toMatchObject({ output: [] });
	});
});

const LOGIN = 'Use a link that opens without a login, or a binary field.';

describe('Edit', () => {
	const edit = async (imagesToEdit: unknown, helpers: object = {}) =>
		await ask({ action: editGptImages, parameters: { imagesToEdit }, helpers });

	const formOf = (body: ImagesBody | undefined): string =>
		body !== undefined && 'bytes' in body ? body.bytes.toString() : '';

	const serving = (statusCode: number, path = 'fox.png', type = 'image/png') => ({
		httpRequest: async ({ url }: { url: string }) => {
			expect(url).toBe(`https://x.example/${path}`);
			return await Promise.resolve({
				statusCode,
				headers: { 'content-type': type },
				body: Readable.from([Buffer.from('fox')]),
			});
		},
		prepareBinaryData: async (stream: Readable, fileName: string, mimeType: string) => {
			const chunks: Buffer[] = [];
			for await (const chunk of stream) chunks.push(chunk as Buffer);
			const data = Buffer.concat(chunks).toString('base64');
			return { data, fileName, mimeType: mimeType ?? 'image/png' };
		},
	});

	it('sends fields and binaries as a form', async () => {
		const { calls } = await edit([{ __rl: true, mode: 'binary', value: 'photo' }], {
			...fox,
			getBinaryDataBuffer: async () => await Promise.resolve(Buffer.from('the fox')),
		});
		expect(calls[0]?.path).toBe('/v1/images/edits');
		const form = formOf(calls[0]?.body);
		expect(form).toContain('name="model"\r\n\r\ngpt-image-1\r\n');
		expect(form).toContain('name="prompt"\r\n\r\na fox\r\n');
		expect(form).toContain(
			'name="image"; filename="fox.jpg"\r\nContent-Type: image/jpeg\r\n\r\nthe fox',
		);
		expect(calls[0]?.body).toMatchObject({
			contentType: expect.stringMatching(/^multipart\/form-data; boundary=piapi-[0-9a-f-]{36}$/),
		});
	});

	it('fetches links first', async () => {
		const { calls, error } = await edit('https://x.example/fox.png', serving(200));
		expect(error).toBeUndefined();
		expect(formOf(calls[0]?.body)).toContain(
			'name="image"; filename="fox.png"\r\nContent-Type: image/png\r\n\r\nfox',
		);
	});

	it('reads a fetched file from the storage of n8n', async () => {
		const { calls } = await edit('https://x.example/fox.png', {
			...serving(200),
			prepareBinaryData: async () =>
				await Promise.resolve({ id: 'stored', data: 'unused', mimeType: 'image/webp' }),
			getBinaryStream: async (id: string) => await Promise.resolve(`stream of ${id}`),
			binaryToBuffer: async (stream: string) => await Promise.resolve(Buffer.from(stream)),
		});
		expect(formOf(calls[0]?.body)).toContain(
			'filename="image.png"\r\nContent-Type: image/webp\r\n\r\nstream of stored',
		);
	});

	it.each([
		['HTTP 404', 'Check the link, or use a binary field.', serving(404)],
		['HTTP 401', LOGIN, serving(401)],
		['HTTP 403', LOGIN, serving(403)],
		['a web page came in its place', LOGIN, serving(200, 'fox.png', 'text/html')],
	])('asks for nothing where a link cannot be read: %s', async (reason, description, helpers) => {
		const { calls, error } = await edit('https://x.example/fox.png', helpers);
		expect(calls).toEqual([]);
		expect(error).toMatchObject({
			message: `Images could not be read from https://x.example/fox.png: ${reason} [item 0]`,
			description,
		});
	});

	it('asks for nothing where a file takes five minutes', async () => {
		const clock = new HandClock();
		jest.spyOn(systemClock, 'now').mockImplementation(() => clock.now());
		jest.spyOn(systemClock, 'sleep').mockImplementation(clock.sleep.bind(clock));
		try {
			const asking = edit('https://x.example/fox.png', {
				httpRequest: async () => await new Promise(() => undefined),
			});
			const stillOpen = Promise.resolve('still open');
			await clock.advance(299_000);
			expect(await Promise.race([asking, stillOpen])).toBe('still open');
			await clock.advance(2_000);
			expect(await Promise.race([asking, stillOpen])).toMatchObject({
				calls: [],
				error: {
					message:
						'Images could not be read from https://x.example/fox.png: it took too long [item 0]',
				},
			});
		} finally {
			jest.restoreAllMocks();
		}
	});

	it('takes no fault of the network for a login, whatever its text', async () => {
		const never = new Promise<void>(() => undefined);
		const sleep = jest.spyOn(systemClock, 'sleep');
		sleep.mockImplementation(async (time) => (time > 60_000 ? await never : undefined));
		const httpRequest = async () => await Promise.reject(new Error('no route to the web page'));
		const { error } = await edit('https://x.example/fox.png', { httpRequest });
		sleep.mockRestore();
		expect(error?.description).toBe('Check the link, or use a binary field.');
	});

	it('asks for nothing where a file is too large', async () => {
		const headers = { 'content-length': String(51 * 1024 ** 2) };
		const large = { statusCode: 200, headers, body: Readable.from([]) };
		const httpRequest = async () => await Promise.resolve(large);
		const { error } = await edit('https://x.example/fox.png', { httpRequest });
		expect(error).toMatchObject({
			message:
				'Images could not be read from https://x.example/fox.png: the file is larger than 50 MB [item 0]',
			description: 'Use a smaller file.',
		});
	});

	it('asks for nothing where a link is none', async () => {
		const { calls, error } = await edit('https://x:99999/fox.png');
		expect(calls).toEqual([]);
		expect(error).toMatchObject({
			message: 'Images is not a link: https://x:99999/fox.png [item 0]',
			description: 'Enter a link that starts with https://, or choose Binary.',
		});
	});

	it('asks for nothing without an image', async () => {
		const { calls, error } = await edit([]);
		expect(calls).toEqual([]);
		expect(error?.message).toContain('Images');
	});
});
