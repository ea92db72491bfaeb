import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
	NODE_NAME,
	WorkflowRun,
	runWorkflow,
	scaledClock,
	startWorkflow,
	storeBinariesInFiles,
} from '../../../tools/engine';
import { NodeOperationError, sleep, type IExecuteFunctions } from 'n8n-workflow';
import { until } from '../../../tools/simulator/call';
import { SECRET, nodeThat, withNode, type Act } from './madeUpNode';

const three = [1, 2, 3].map((number) => ({ json: { number } }));

const failAtTwo: Act = async function ({ json }, itemIndex) {
	if (json.number === 2) throw new NodeOperationError(this.getNode(), 'two is bad', { itemIndex });
	return await Promise.resolve({ number: json.number });
};

describe('the engine harness', () => {
	let server: Server;
	let url: string;
	let seen: Array<string | string[] | undefined> = [];

	beforeAll(async () => {
		server = createServer((request, response) => {
			seen.push(request.headers['x-api-key']);
			if (request.url === '/slow') return;
			response.end('{"answer":42}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	beforeEach(() => {
		seen = [];
	});

	afterAll(() => {
		server.closeAllConnections();
		server.close();
	});

	it('resolves expressions and defaults for each item', async () => {
		const act: Act = async function (_, index) {
			return await Promise.resolve({ text: this.getNodeParameter('text', index) });
		};
		const text = '={{ $json.number * 2 }} of {{ $("Items").item.json.number }}';
		const run = await runWorkflow(withNode(act, { items: three, parameters: { text } }));
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(run.output.map(({ json }) => json.text)).toEqual(['2 of 1', '4 of 2', '6 of 3']);
		expect(run.output.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 2]);
		const plain = await runWorkflow(withNode(act));
		expect(plain.output).toEqual([{ json: { text: 'by default' }, pairedItem: 0 }]);
	});

	it('signs requests with the credential, and hands its defaults to the node', async () => {
		const run = await runWorkflow(
			withNode(async function () {
				const { colour } = await this.getCredentials('piApi');
				const request = { method: 'GET' as const, url, json: true };
				const answer: unknown = await this.helpers.httpRequestWithAuthentication.call(
					this,
					'piApi',
					request,
				);
				return { answer, colour };
			}),
		);
		expect(run.output[0]?.json).toEqual({ answer: { answer: 42 }, colour: 'blue' });
		expect(seen).toEqual([SECRET]);
	});

	it('plays the three ways to continue after an error', async () => {
		const stopped = await runWorkflow(withNode(failAtTwo, { items: three }));
		expect(stopped.status).toBe('error');
		expect(stopped.error?.message).toBe('two is bad');
		expect(stopped.output).toEqual([]);
		const settings = { onError: 'continueRegularOutput' as const };
		const mixed = await runWorkflow(withNode(failAtTwo, { items: three, settings }));
		expect(mixed.error).toBeUndefined();
		expect(mixed.output.map(({ json }) => json)).toEqual([
			{ number: 1 },
			{ error: 'two is bad' },
			{ number: 3 },
		]);
		const split = await runWorkflow(
			withNode(failAtTwo, { items: three, settings: { onError: 'continueErrorOutput' } }),
		);
		expect(split.output.map(({ json }) => json.number)).toEqual([1, 3]);
		expect(split.errorOutput.map(({ json }) => json.error)).toEqual(['two is bad']);
	});

	it('tries again, with the context of the try before, and hands it to a later execution', async () => {
		const count: Act = async function () {
			const context = this.getContext('node') as { tries?: number };
			context.tries = (context.tries ?? 0) + 1;
			if (context.tries < 3) throw new NodeOperationError(this.getNode(), 'not yet');
			return await Promise.resolve({ tries: context.tries, id: this.getExecutionId() });
		};
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const first = await runWorkflow(withNode(count, { settings }));
		expect(first.error?.message).toBe('not yet');
		expect(first.context).toEqual({ [`node:${NODE_NAME}`]: { tries: 2 } });
		const { context } = first;
		const second = await runWorkflow(
			withNode(count, { context, mode: 'retry', executionId: 'second' }),
		);
		expect(second.output[0]?.json).toEqual({ tries: 3, id: 'second' });
		expect(first.context).toEqual({ [`node:${NODE_NAME}`]: { tries: 2 } });
	});

	it('stops a run, and its request with it', async () => {
		let aborted = false;
		const options = withNode(async function () {
			this.getExecutionCancelSignal()?.addEventListener('abort', () => {
				aborted = true;
			});
			return (await this.helpers.httpRequestWithAuthentication.call(this, 'piApi', {
				url: `${url}/slow`,
			})) as object;
		});
		const started = startWorkflow(options);
		await until(() => seen.length > 0);
		started.stop();
		const run = await started.ended;
		expect(aborted).toBe(true);
		expect(run.status).toBe('canceled');
		expect(run.output).toEqual([]);
	});

	it('keeps the log lines of each run apart, also those after a stop', async () => {
		const chatter = (text: string, begin: () => void): Act =>
			async function () {
				this.getExecutionCancelSignal()?.addEventListener('abort', () => {
					this.logger.info(`${text} stops`);
					void sleep(20).then(() => this.logger.info(`${text} is late`));
				});
				this.logger.info(`${text} begins`);
				begin();
				// n8n 1 has a wait that no signal ends.
				await scaledClock(1).sleep(100_000, this.getExecutionCancelSignal());
				return {};
			};
		let begun = 0;
		const started = ['one', 'two'].map((text) =>
			startWorkflow(withNode(chatter(text, () => (begun += 1)))),
		);
		await until(() => begun === 2);
		for (const { stop } of started) stop();
		const runs = await Promise.all(started.map(async ({ ended }) => await ended));
		const told = (): string[][] =>
			runs.map(({ logs }) =>
				logs.filter(({ level }) => level === 'info').map(({ message }) => message),
			);
		await until(() => told().every((lines) => lines.length >= 3));
		expect(told()).toEqual([
			['one begins', 'one stops', 'one is late'],
			['two begins', 'two stops', 'two is late'],
		]);
	});

	it('gathers hints, log lines and messages, and finds a secret in any of them', async () => {
		const leak = (where: 'hint' | 'log' | 'message' | 'error' | 'none'): Act =>
			async function () {
				if (where === 'hint') this.addExecutionHints({ message: SECRET });
				if (where === 'log') this.logger.warn('a line', { key: SECRET });
				if (where === 'message') this.sendMessageToUI(SECRET);
				if (where === 'error') throw new NodeOperationError(this.getNode(), SECRET);
				return await Promise.resolve({});
			};
		const hint = await runWorkflow(withNode(leak('hint')));
		expect(hint.hints).toEqual([{ message: SECRET }]);
		const log = await runWorkflow(withNode(leak('log')));
		expect(log.logs).toContainEqual({
			level: 'warn',
			message: 'a line',
			details: { key: SECRET },
		});
		const message = await runWorkflow(withNode(leak('message')));
		expect(message.messages).toEqual([SECRET]);
		const error = await runWorkflow(withNode(leak('error')));
		for (const run of [hint, log, message, error]) expect(run.everything()).toContain(SECRET);
		const none = await runWorkflow(withNode(leak('none')));
		expect(none.everything()).not.toContain(SECRET);
		const cause = new Error('outer', { cause: new Error(SECRET) });
		const told = new WorkflowRun(none.result, NODE_NAME, [], [cause]);
		expect(told.everything()).toContain(SECRET);
	});

	it('keeps binary data in memory, or in files', async () => {
		const content = Buffer.from('a picture');
		const node = nodeThat(async () => await Promise.resolve({}));
		node.execute = async function (this: IExecuteFunctions) {
			const data = await this.helpers.prepareBinaryData(content, 'a.png', 'image/png');
			return [[{ json: {}, binary: { data } }]];
		};
		const options = withNode(failAtTwo, { nodeClass: node });
		const inMemory = await runWorkflow(options);
		expect(inMemory.output[0]?.binary?.data?.id).toBeUndefined();
		expect(await inMemory.binary(inMemory.output[0])).toEqual(content);
		const stored = await storeBinariesInFiles();
		try {
			const inFiles = await runWorkflow(options);
			expect(inFiles.output[0]?.binary?.data?.id).toMatch(/^filesystem-v2:/);
			expect(await inFiles.binary(inFiles.output[0])).toEqual(content);
		} finally {
			await stored.restore();
		}
		const again = await runWorkflow(options);
		expect(again.output[0]?.binary?.data?.id).toBeUndefined();
	});

	it('runs a whole workflow', async () => {
		const type = 'n8n-nodes-piapi-unified.madeUp';
		const act: Act = async function ({ json }) {
			const { apiKey } = await this.getCredentials('piApi');
			return { sum: Number(json.part) + 1, apiKey };
		};
		const node = (name: string, nodeType: string, parameters = {}) => ({
			id: name,
			name,
			type: nodeType,
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters,
		});
		const link = (to: string) => ({ main: [[{ node: to, type: 'main' as const, index: 0 }]] });
		const value = '={{ [20, 41] }}';
		const assignments = [{ id: '1', name: 'part', type: 'array', value }];
		const run = await runWorkflow(
			withNode(act, {
				workflow: {
					nodes: [
						node('Note', 'n8n-nodes-base.stickyNote'),
						node('Start', 'n8n-nodes-base.manualTrigger'),
						node('Set', 'n8n-nodes-base.set', { assignments: { assignments } }),
						node('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'part' }),
						node('Sum', type),
					],
					connections: { Start: link('Set'), Set: link('Split'), Split: link('Sum') },
				},
			}),
		);
		expect(run.error).toBeUndefined();
		expect(run.nodeName).toBe('Sum');
		expect(run.output.map(({ json }) => json)).toEqual([
			{ sum: 21, apiKey: SECRET },
			{ sum: 42, apiKey: SECRET },
		]);
		expect(run.outputOf('Set')[0]?.json).toEqual({ part: [20, 41] });
	});

	it('scales time', async () => {
		jest.useFakeTimers();
		try {
			const clock = scaledClock(1000);
			const start = clock.now();
			let awake = false;
			const sleeping = clock.sleep(20_000).then(() => {
				awake = true;
			});
			await jest.advanceTimersByTimeAsync(19);
			expect(awake).toBe(false);
			await jest.advanceTimersByTimeAsync(1);
			await sleeping;
			expect(clock.now() - start).toBe(20_000);
			const stop = new AbortController();
			const endless = clock.sleep(1e9, stop.signal);
			stop.abort();
			await expect(endless).resolves.toBeUndefined();
			expect(clock.timeout(1_000_000)).toBe(1000);
			expect(clock.timeout(1000)).toBe(50);
		} finally {
			jest.useRealTimers();
		}
	});
});
