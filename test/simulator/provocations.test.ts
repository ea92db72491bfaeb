import { call, create, handClock, imagine, getTask, taskOf } from '../../tools/simulator/call';
import { factNames, familyFacts } from '../../tools/facts/facts';
import { provocationIn } from '../../tools/simulator/provocations';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

/** One body for each place in which a family takes text. */
const bodies = [
	imagine('TEXT'),
	taskOf('kling', 'video_generation', { prompt: 'TEXT', version: '2.1' }),
	taskOf('kling', 'video_generation', {
		version: '3.0',
		multi_shots: [{ prompt: 'TEXT', duration: 5 }],
	}),
	taskOf('music-u', 'generate_music', { gpt_description_prompt: 'TEXT', lyrics_type: 'generate' }),
	taskOf('Qubico/diffrhythm', 'txt2audio-base', { lyrics: '[00:10.00]TEXT', style_prompt: 'pop' }),
	taskOf('Qubico/image-toolkit', 'upscale', {
		image: 'https://files.example/TEXT.png',
		scale: 2,
	}),
];

const bodyWith = (body: object, text: string): unknown =>
	JSON.parse(JSON.stringify(body).replace('TEXT', text));

/** A text as it comes in the place: whole in a prompt, percent-encoded in a link. */
const bodiesWith = (text: string): unknown[] =>
	bodies.map((body) =>
		bodyWith(body, JSON.stringify(body).includes('https') ? encodeURIComponent(text) : text),
	);

describe('prompts that provoke', () => {
	let simulator: Simulator;
	let clock: ReturnType<typeof handClock>;

	beforeEach(async () => {
		clock = handClock();
		simulator = await startSimulator({ clock, acceptUnknownInput: true });
	});

	afterEach(async () => await simulator.close());

	it.each([
		['fail: moderation', /content violation/],
		['Fail:  Credit', /insufficient credits|freeze point/],
		['fail:image', /failed to decode input image/],
	])('%s: the task is created and fails', async (text, reason) => {
		for (const body of bodiesWith(text)) {
			const created = await create(simulator, body);
			expect([created.status, created.body.message]).toEqual([200, 'success']);
			clock.pass(5);
			const { data } = (await getTask(simulator, created.body.data.task_id)).body;
			expect(data.status).toBe('failed');
			expect(JSON.stringify(data.error)).toMatch(reason);
			expect(data.error).not.toMatchObject({ code: 0 });
		}
	});

	it.each([
		['refuse 402', 402, 'insufficient credits'],
		['a fox. Refuse 403!', 403, 'Insufficient plan level'],
	])('%s: no task is created', async (text, status, message) => {
		for (const body of bodiesWith(text)) {
			const refused = await create(simulator, body);
			expect([refused.status, refused.body.code]).toEqual([status, status]);
			expect(refused.body.message).toBe(message);
		}
		expect(simulator.ledger.createdTasks()).toEqual([]);
	});

	it('slow: the task works longer', async () => {
		for (const body of bodiesWith('a fox, slow')) {
			const { task_id: id } = (await create(simulator, body)).body.data;
			clock.pass(61);
			expect((await getTask(simulator, id)).body.data.status).toBe('processing');
			clock.pass(2);
			expect((await getTask(simulator, id)).body.data.status).toBe('completed');
		}
	});

	it('lose answer: the task is created, and the connection ends', async () => {
		for (const [index, body] of bodiesWith('lose answer').entries()) {
			await expect(create(simulator, body)).rejects.toThrow('fetch failed');
			expect(simulator.ledger.createdTasks()).toHaveLength(index + 1);
			expect(simulator.ledger.requests.at(-1)?.answered).toBe('reset');
		}
	});

	it('lose answer: a refusal is not lost', async () => {
		const refused = await create(simulator, bodyWith(bodies[0] ?? {}, 'lose answer, refuse 402'));
		expect(refused.status).toBe(402);
	});

	const post = async (path: string, body: string | FormData): Promise<Response> =>
		await fetch(`${simulator.url}/v1/${path}`, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.apiKey}` },
			body,
		});

	const chat = async (...texts: string[]): Promise<Response> => {
		const messages = texts.map((content) => ({ role: 'user', content }));
		return await post(
			'chat/completions',
			JSON.stringify({ model: 'gpt-5', stream: true, messages }),
		);
	};

	const image = async (prompt: string): Promise<Response> =>
		await post('images/generations', JSON.stringify({ model: 'gpt-image-1', prompt }));

	const edit = async (prompt: string): Promise<Response> => {
		const form = new FormData();
		form.set('model', 'gpt-image-1');
		form.set('prompt', prompt);
		form.set('image', new Blob(['picture']), 'fox.png');
		return await post('images/edits', form);
	};

	it.each([
		['fail: moderation', 400, 'content violation'],
		['fail: image', 400, 'failed to decode input image'],
		['fail: credit', 402, 'insufficient credits'],
		['refuse 402', 402, 'insufficient credits'],
		['refuse 403', 403, 'Insufficient plan level'],
	])('%s: chat and images are refused', async (text, status, message) => {
		for (const answer of [await chat('Hello', text), await image(text), await edit(text)]) {
			expect(answer.status).toBe(status);
			expect(await answer.json()).toMatchObject({ error: { message } });
		}
	});

	it('chat: only the last message counts', async () => {
		expect((await chat('refuse 402', 'Hello')).status).toBe(200);
	});

	it('lose answer: chat and images, too', async () => {
		for (const ask of [chat, image, edit]) {
			await expect(ask('lose answer')).rejects.toThrow('fetch failed');
		}
	});

	it('slow: half of a chat or an image comes late', async () => {
		const slept: number[] = [];
		await simulator.close();
		simulator = await startSimulator({
			clock: {
				now: clock.now,
				sleep: async (milliseconds) => {
					slept.push(milliseconds);
					await Promise.resolve();
				},
			},
		});
		for (const ask of [chat, image, edit]) expect((await ask('slow')).status).toBe(200);
		expect(slept).toEqual([60_000, 60_000, 60_000]);
	});
});

describe('a text provokes nothing', () => {
	it.each([
		'a slow fox',
		'slow motion, a fox',
		'a failure: moderation is a virtue',
		'they refuse 4020 times',
		'answer',
		'fail: something else',
		'https://files.example/%E0%A4%A',
	])('%s', (text) => expect(provocationIn({ input: { prompt: text } })).toEqual({}));

	it('that a family offers as a choice', () => {
		const choices = factNames
			.flatMap((name) => familyFacts(name).tasks)
			.flatMap(({ input = [] }) => input)
			.flatMap((field) => field.enum ?? []);
		expect(choices.length).toBeGreaterThan(300);
		expect(provocationIn(choices)).toEqual({});
	});
});

describe('what is between', () => {
	it('is a plan that does not include file upload', async () => {
		const simulator = await startSimulator({ uploadAllowed: false });
		const body = { file_name: 'fox.png', file_data: 'Zm94' };
		const address = `${simulator.uploadUrl}/api/ephemeral_resource`;
		const refused = await call(simulator, address, { method: 'POST', body });
		expect(refused).toMatchObject({
			status: 403,
			body: { code: 403, message: 'Insufficient plan level' },
		});
		await simulator.close();
	});

	it('is a login page, whatever is asked for', async () => {
		const simulator = await startSimulator({ loginPage: true });
		const addresses = [
			['POST', `${simulator.url}/api/v1/task`],
			['GET', `${simulator.url}/api/v1/task/any`],
			['GET', `${simulator.url}/account/info`],
			['POST', `${simulator.url}/v1/chat/completions`],
			['POST', `${simulator.uploadUrl}/api/ephemeral_resource`],
		] as const;
		for (const [method, address] of addresses) {
			const answer = await fetch(address, { method });
			expect(answer.status).toBe(200);
			expect(answer.headers.get('content-type')).toMatch('text/html');
			expect(await answer.text()).toMatch(/<form[^]*type="password"/);
		}
		expect(simulator.ledger.tasks).toEqual([]);
		await simulator.close();
	});
});
