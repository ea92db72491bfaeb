import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

describe('chat of the simulated PiAPI', () => {
	let simulator: Simulator;

	beforeEach(async () => {
		simulator = await startSimulator();
	});

	afterEach(async () => await simulator.close());

	const send = async (method: string, path: string, body?: object): Promise<Response> =>
		await fetch(`${simulator.url}/v1/${path}`, {
			method,
			headers: {
				authorization: `Bearer ${simulator.apiKey}`,
				'content-type': 'application/json',
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});

	const ask = async (more: object = {}): Promise<Response> =>
		await send('POST', 'chat/completions', {
			model: 'gpt-4o-mini',
			messages: [{ role: 'user', content: 'Hello' }],
			...more,
		});

	it.each([{}, { stream: false }])('answers %j in one piece', async (more) => {
		expect(await (await ask(more)).json()).toMatchObject({
			choices: [
				{ message: { role: 'assistant', content: 'You said: Hello' }, finish_reason: 'stop' },
			],
			usage: { total_tokens: 46 },
		});
		expect(simulator.ledger.remarks()).toEqual([]);
	});

	it('streams where it is asked to', async () => {
		const response = await ask({ stream: true });
		expect(response.headers.get('content-type')).toBe('text/event-stream');
		expect(await response.text()).toMatch(/\ndata: \[DONE\]\n/);
	});

	it('only streams with a model that the facts say it of', async () => {
		const model = 'sora2-preview';
		expect((await ask({ model })).status).toBe(400);
		expect((await ask({ model, stream: true })).status).toBe(200);
	});

	it('ignores tools, which no page of PiAPI names, and remarks on them', async () => {
		const tools = [{ type: 'function', function: { name: 'draw', parameters: {} } }];
		expect(await (await ask({ tools })).json()).toMatchObject({
			choices: [{ message: { content: 'You said: Hello' }, finish_reason: 'stop' }],
		});
		expect(simulator.ledger.remarks()).toEqual([expect.stringContaining('tools')]);
	});

	it.each([
		['GET', 'models'],
		['POST', 'responses'],
	])('has no %s %s, since no page of PiAPI names it', async (method, path) => {
		expect((await send(method, path, method === 'POST' ? {} : undefined)).status).toBe(404);
	});
});
