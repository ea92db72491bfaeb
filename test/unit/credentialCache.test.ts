import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { endTrigger, receiveWebhook } from '../../nodes/webhook/trigger';
import { contextOf, type Reply } from './webhookContext';

const SECRET = 'the first secret of some length';
const NEW = 'the second secret of some length';

const taskOf = (id: string) => ({
	task_id: id,
	model: 'midjourney',
	task_type: 'imagine',
	status: 'completed',
	output: { image_url: 'https://x.example/1.png' },
});

let triggers = 0;

/** A trigger whose credential changes when a test says so. */
const openTrigger = ({ confirms = false } = {}) => {
	const workflowId = `credential ${(triggers += 1)}`;
	const current = { secret: SECRET, apiKey: 'key', known: 'key', credentialId: '1', reads: 0 };
	const place = {
		getNode: () => ({ id: 'node', credentials: { piApi: { id: current.credentialId } } }),
		getWorkflow: () => ({ id: workflowId }),
	};
	const end = () => endTrigger(place as unknown as IHookFunctions);
	let calls = 0;
	const call = async (secret: string) => {
		const reply: Reply = { status: undefined, body: undefined };
		const task = taskOf(`4f8f1b5e-9c1d-4b4e-8b1a-${String((calls += 1)).padStart(12, '0')}`);
		const body = { timestamp: 1, data: task };
		const headers = { 'x-webhook-secret': secret, 'content-type': 'application/json' };
		const context = contextOf({ body, truth: null, headers, confirms, secret }, reply);
		const result = await receiveWebhook(
			{
				...context,
				...place,
				getCredentials: async () => {
					current.reads += 1;
					if (current.secret === 'gone') return await Promise.reject(new Error('No credential'));
					return await Promise.resolve({
						apiKey: current.apiKey,
						webhookSecret: current.secret,
						baseUrl: 'https://api.example',
						uploadUrl: 'https://upload.example',
					});
				},
				helpers: {
					async httpRequestWithAuthentication(this: IWebhookFunctions) {
						const { apiKey } = await this.getCredentials('piApi');
						return apiKey === current.known
							? { statusCode: 200, headers: {}, body: { code: 200, data: task } }
							: { statusCode: 401, headers: {}, body: { code: 401, message: 'no' } };
					},
				},
			} as unknown as IWebhookFunctions,
			families,
		);
		return result.workflowData ? 'started' : reply.status;
	};
	return { call, current, end };
};

describe('the credential of a trigger', () => {
	let now = 0;

	beforeEach(() => {
		now += 60_000;
		jest.spyOn(Date, 'now').mockImplementation(() => now);
	});

	afterEach(() => jest.restoreAllMocks());

	it('is read once in ten seconds', async () => {
		const { call, current } = openTrigger();
		for (const reads of [1, 1, 1]) {
			expect(await call(SECRET)).toBe('started');
			expect(current.reads).toBe(reads);
			now += 3_333;
		}
		now += 1;
		expect(await call(SECRET)).toBe('started');
		expect(current.reads).toBe(2);
		// Somebody sets the clock back.
		now -= 60_000;
		expect(await call(SECRET)).toBe('started');
		expect(current.reads).toBe(3);
		now += 60_000;
	});

	it('is read once by calls at the same time', async () => {
		const { call, current } = openTrigger();
		await Promise.all(Array.from({ length: 10 }, async () => await call(SECRET)));
		expect(current.reads).toBe(1);
	});

	it('is read again when the secret does not fit, so that a new one works at once', async () => {
		const { call, current } = openTrigger();
		await call(SECRET);
		current.secret = NEW;
		expect(await call(NEW)).toBe('started');
		expect(await call(SECRET)).toBe(401);
		expect(current.reads).toBe(3);
	});

	it('is read once for a wrong secret that nothing was kept for', async () => {
		const { call, current } = openTrigger();
		expect(await call('wrong')).toBe(401);
		expect(current.reads).toBe(1);
	});

	it('is read again when PiAPI answers 401, so that a new key works at once', async () => {
		const { call, current } = openTrigger({ confirms: true });
		expect(await call(SECRET)).toBe('started');
		Object.assign(current, { apiKey: 'new key', known: 'new key' });
		expect(await call(SECRET)).toBe('started');
		expect(current.reads).toBe(2);
		current.known = 'yet another';
		expect(await call(SECRET)).toBe(503);
	});

	it('is read once for a wrong key that nothing was kept for', async () => {
		const { call, current } = openTrigger({ confirms: true });
		current.known = 'another';
		expect(await call(SECRET)).toBe(503);
		expect(current.reads).toBe(1);
	});

	it('is read again after it could not be read', async () => {
		const { call, current } = openTrigger();
		current.secret = 'gone';
		expect(await call(SECRET)).toBe(503);
		current.secret = SECRET;
		expect(await call(SECRET)).toBe('started');
	});

	it('is forgotten when the trigger is no longer active', async () => {
		const { call, current, end } = openTrigger();
		await call(SECRET);
		end();
		await call(SECRET);
		expect(current.reads).toBe(2);
	});

	it('is another one where the node uses another', async () => {
		const { call, current } = openTrigger();
		await call(SECRET);
		Object.assign(current, { credentialId: '2', secret: NEW });
		expect(await call(SECRET)).toBe(401);
	});
});
