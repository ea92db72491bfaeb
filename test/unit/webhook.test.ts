import { createProblem } from '../../nodes/transport/problem';
import crypto from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Claim } from '../../nodes/execute/claims';
import { checkTask } from '../../nodes/task/checkTask';
import type { Exchange } from '../../nodes/transport/exchange';
import { receive, type Call, type Receiver, type Verdict } from '../../nodes/webhook/receive';
import { isSecret } from '../../nodes/webhook/secret';
import { openSeen } from '../../nodes/webhook/seen';

const SECRET = 'a secret of some length';
const ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

const taskOf = (status: string, more: IDataObject = {}): IDataObject => ({
	task_id: ID,
	model: 'midjourney',
	task_type: 'imagine',
	status,
	output: null,
	...more,
});

const callOf = (data: unknown, more: Partial<Call> = {}): Call => ({
	contentType: 'application/json; charset=utf-8',
	body: { timestamp: 1_790_000_000, data },
	...more,
});

const answered = (data: unknown): Exchange => ({
	outcome: 'answered',
	envelope: { code: 200, data, message: 'success', body: {} },
});

/** PiAPI's answer to the status request, read as everywhere. */
const confirmWith = (answer: Exchange): NonNullable<Receiver['confirm']> => {
	const getTask = async () => await Promise.resolve(answer);
	return async (taskId) => await checkTask({ getTask }, taskId);
};

let places = 0;
const receiverOf = (truth: unknown, more: Partial<Receiver> = {}): Receiver => {
	places += 1;
	return {
		confirm: confirmWith(answered(truth)),
		wantsState: (status) => ['completed', 'failed'].includes(status),
		wantsTask: () => true,
		seen: openSeen(`place ${places}`, {}, { now: () => 0 }),
		...more,
	};
};

const statusOf = (verdict: Verdict): number | 'starts' =>
	'task' in verdict ? 'starts' : verdict.status;

const claimIn = (verdict: Verdict): Claim => {
	if (!('task' in verdict) || !verdict.claim) throw new Error('It does not start the workflow.');
	return verdict.claim;
};

describe('the secret', () => {
	it('is compared whole', () => {
		expect(isSecret(SECRET, SECRET)).toBe(true);
		expect(isSecret(SECRET, SECRET.slice(1))).toBe(false);
		expect(isSecret('', undefined)).toBe(false);
	});

	it.each([SECRET, 'x', '', `${SECRET}x`, undefined])(
		'is compared in a time that tells nothing, whatever is sent (%j)',
		(sent) => {
			const compare = jest.spyOn(crypto, 'timingSafeEqual');
			try {
				isSecret(SECRET, sent);
				// Always twice, on digests of one length: the first wrong letter ends nothing.
				expect(
					compare.mock.calls.map(([one, other]) => [one.byteLength, other.byteLength]),
				).toEqual([
					[32, 32],
					[32, 32],
				]);
			} finally {
				compare.mockRestore();
			}
		},
	);

	it.each(['geheimnis-ü-1234', '秘密の言葉 1234', 'emoji 🦊 1234'])(
		'beyond ASCII (%s) fits however its bytes are read',
		(secret) => {
			const asBytes = Buffer.from(secret, 'utf8').toString('latin1');
			expect(isSecret(secret, asBytes)).toBe(true);
			expect(isSecret(secret, secret)).toBe(true);
			expect(isSecret(secret, asBytes.slice(1))).toBe(false);
			expect(isSecret(secret, Buffer.from(asBytes, 'utf8').toString('latin1'))).toBe(false);
		},
	);
});

describe('the body', () => {
	const deep = (levels: number): unknown => {
		let value: unknown = 1;
		for (let level = 0; level < levels; level++) value = [value];
		return value;
	};

	it.each<[string, Partial<Call>, number]>([
		['nothing', { body: undefined }, 400],
		['null', { body: null }, 400],
		['text', { body: 'completed' }, 400],
		['a list', { body: [taskOf('completed')] }, 400],
		['no task id', { body: { data: { status: 'completed' } } }, 400],
		['no status', { body: { data: { task_id: ID } } }, 400],
		[
			'a task id that leaves the path',
			{ body: { data: { task_id: '../account/info', status: 'completed' } } },
			400,
		],
		['a form', { contentType: 'multipart/form-data; boundary=x' }, 400],
		['XML', { contentType: 'application/xml' }, 400],
		['bytes', { contentType: 'application/octet-stream' }, 400],
		['no type', { contentType: '' }, 400],
		[
			'too many levels',
			{ body: { data: taskOf('completed', { output: deep(200) as IDataObject }) } },
			400,
		],
		['a state that is not wanted', { body: { data: taskOf('processing') } }, 200],
	])('%s is refused', async (_, more, status) => {
		const confirm = jest.fn();
		const verdict = await receive(callOf(taskOf('completed'), more), receiverOf({}, { confirm }));
		expect(statusOf(verdict)).toBe(status);
		expect(confirm).not.toHaveBeenCalled();
	});

	it('may be the task itself, which is confirmed as any other', async () => {
		const call = { ...callOf(undefined), body: taskOf('completed') };
		const truth = taskOf('completed', { model: 'kling' });
		expect(await receive(call, receiverOf(truth))).toMatchObject({ task: { model: 'kling' } });
		expect(statusOf(await receive(call, receiverOf(taskOf('processing'))))).toBe(503);
	});

	it('with prototype keys changes no prototype', async () => {
		const data = JSON.parse(
			`{"__proto__": {"polluted": true}, "constructor": 1, "task_id": "${ID}", "status": "completed"}`,
		) as unknown;
		expect(statusOf(await receive(callOf(data), receiverOf({}, { confirm: undefined })))).toBe(
			'starts',
		);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});
});

describe('confirmation', () => {
	it('gives what PiAPI says, never what the body says', async () => {
		const told = taskOf('completed', { output: { image_url: 'https://evil.example.com/x.png' } });
		const truth = taskOf('completed', { output: { image_url: 'https://example.com/x.png' } });
		const verdict = await receive(callOf(told), receiverOf(truth));
		expect(verdict).toMatchObject({ task: { output: { image_url: 'https://example.com/x.png' } } });
	});

	it("starts nothing where PiAPI's state is not wanted, whatever the call tells", async () => {
		const wantsState = (status: string): boolean => status === 'processing';
		const receiver = receiverOf(taskOf('completed'), { wantsState });
		expect(await receive(callOf(taskOf('processing')), receiver)).toMatchObject({
			status: 200,
			reason: 'not wanted',
		});
	});

	it('a completed task that PiAPI still works on starts nothing and is asked for again', async () => {
		const receiver = receiverOf(taskOf('processing'));
		expect(statusOf(await receive(callOf(taskOf('completed')), receiver))).toBe(503);
		const later = {
			...receiver,
			confirm: confirmWith(answered(taskOf('completed'))),
		};
		expect(statusOf(await receive(callOf(taskOf('completed')), later))).toBe('starts');
	});

	it.each<[string, Exchange | undefined]>([
		['no answer in time', undefined],
		['unclear', { outcome: 'unclear', problem: createProblem({ message: '', advice: '' }) }],
		['never sent', { outcome: 'neverSent', problem: createProblem({ message: '', advice: '' }) }],
		[
			'a wrong key',
			{ outcome: 'refused', problem: createProblem({ message: '', advice: '', httpCode: '401' }) },
		],
		['no task in the answer', answered(null)],
		['another task in the answer', answered(taskOf('completed', { task_id: 'another' }))],
	])('%s: PiAPI is asked to send it again, and nothing is marked as seen', async (_, exchange) => {
		const receiver = receiverOf(taskOf('completed'));
		const confirm = exchange ? confirmWith(exchange) : async () => await Promise.resolve(undefined);
		const unreachable = { ...receiver, confirm };
		expect(statusOf(await receive(callOf(taskOf('completed')), unreachable))).toBe(503);
		expect(statusOf(await receive(callOf(taskOf('completed')), receiver))).toBe('starts');
	});

	it('a task that PiAPI does not know starts nothing', async () => {
		const confirm = confirmWith({
			outcome: 'refused',
			problem: createProblem({ message: '', advice: '', httpCode: '404' }),
			envelope: { code: 404, data: null, message: '', body: {} },
		});
		expect(statusOf(await receive(callOf(taskOf('completed')), receiverOf({}, { confirm })))).toBe(
			200,
		);
	});

	it('a forged failure of a completed task starts the workflow with the truth, once', async () => {
		const receiver = receiverOf(taskOf('completed'));
		const verdict = await receive(callOf(taskOf('failed')), receiver);
		expect(verdict).toMatchObject({ task: { status: 'completed' } });
		claimIn(verdict).keep();
		expect(await receive(callOf(taskOf('completed')), receiver)).toMatchObject({
			reason: 'repeated',
		});
		expect(await receive(callOf(taskOf('failed')), receiver)).toMatchObject({ reason: 'repeated' });
	});
});

describe('test mode, where nothing is remembered', () => {
	it.each([['completed'], ['processing']])(
		'takes a call about a task that is %s',
		async (status) => {
			const receiver = receiverOf(taskOf(status), { seen: undefined });
			const verdict = statusOf(await receive(callOf(taskOf('completed')), receiver));
			expect(verdict).toBe(status === 'completed' ? 'starts' : 503);
		},
	);
});

describe('filters', () => {
	it('go by what PiAPI says, not by the body', async () => {
		const told = taskOf('completed', { task_type: 'imagine' });
		const truth = taskOf('completed', { task_type: 'upscale' });
		const wantsTask: Receiver['wantsTask'] = ({ taskType }) => taskType === 'imagine';
		expect(await receive(callOf(told), receiverOf(truth, { wantsTask }))).toMatchObject({
			reason: 'not wanted',
		});
		expect(statusOf(await receive(callOf(truth), receiverOf(told, { wantsTask })))).toBe('starts');
	});
});

describe('a call while another one is about to start the workflow', () => {
	it('of 50 at the same time one starts it, the others are to come again', async () => {
		const receiver = receiverOf(taskOf('completed'));
		const verdicts = await Promise.all(
			Array.from({ length: 50 }, async () => await receive(callOf(taskOf('completed')), receiver)),
		);
		expect(verdicts.filter((verdict) => 'task' in verdict)).toHaveLength(1);
		expect(verdicts.filter((verdict) => !('task' in verdict))).toEqual(
			Array(49).fill({ status: 503, reason: 'in flight' }),
		);
	});

	it('starts it when the other could not', async () => {
		const receiver = receiverOf(taskOf('completed'));
		claimIn(await receive(callOf(taskOf('completed')), receiver)).release();
		expect(statusOf(await receive(callOf(taskOf('completed')), receiver))).toBe('starts');
	});

	it('is a repeat when the other could', async () => {
		const receiver = receiverOf(taskOf('completed'));
		claimIn(await receive(callOf(taskOf('completed')), receiver)).keep();
		expect(await receive(callOf(taskOf('completed')), receiver)).toMatchObject({
			reason: 'repeated',
		});
	});

	it.each(['completed', 'failed'])(
		'that told %s: what PiAPI says is claimed, nothing else',
		async (told) => {
			const receiver = receiverOf(taskOf('completed'));
			claimIn(await receive(callOf(taskOf(told)), receiver)).release();
			for (const status of ['failed', 'completed']) {
				const verdict = await receive(callOf(taskOf(status)), receiver);
				claimIn(verdict).release();
			}
		},
	);
});
