import type { IDataObject } from 'n8n-workflow';

import { forgetSeen, openSeen, type Seen } from '../../nodes/webhook/seen';

const ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

describe('what the trigger has seen', () => {
	const clock = { now: () => 0 };
	const keep = (seen: Seen, taskId: string, status = 'completed'): void => {
		const claim = seen.claim(taskId, status);
		if (typeof claim === 'string') throw new Error(`${taskId} is ${claim}.`);
		claim.keep();
		// n8n may read the body of an answer twice.
		claim.keep();
	};

	it.each([true, false])(
		'holds the end of a task against what comes later (kept: %s)',
		(isKept) => {
			const seen = openSeen(`late states ${isKept}`, {}, clock);
			expect(typeof seen.claim(ID, 'processing')).toBe('object');
			if (isKept) keep(seen, ID);
			else seen.claim(ID, 'completed');
			const late = isKept ? 'repeated' : 'in flight';
			expect(seen.claim(ID, 'processing')).toBe(late);
			expect(seen.claim(ID, 'staged')).toBe(late);
			expect(typeof seen.claim('another', 'staged')).toBe('object');
		},
	);

	it('is known after a restart, from what is stored', () => {
		const stored: IDataObject = {};
		keep(openSeen('before the restart', stored, clock), ID);
		const copy = JSON.parse(JSON.stringify(stored)) as IDataObject;
		expect(openSeen('after the restart', copy, clock).claim(ID, 'completed')).toBe('repeated');
	});

	it('is all saved, whichever request n8n saves last', () => {
		const requests = Array.from({ length: 5 }, (): IDataObject => ({}));
		requests.forEach((stored, index) =>
			keep(openSeen('side by side', stored, clock), `task-${index}`),
		);
		requests.forEach(({ seen }) => expect(seen).toHaveLength(5));
	});

	it('is not saved while it is in flight: n8n may end before the workflow starts', () => {
		const stored: IDataObject = {};
		const seen = openSeen('in flight', stored, clock);
		seen.claim('a task in flight', 'completed');
		keep(seen, ID);
		expect(stored.seen).toEqual([`${ID} completed`]);
		expect(seen.claim('a task in flight', 'completed')).toBe('in flight');
	});

	it('frees a claim of which nothing was heard for five minutes', () => {
		let now = 0;
		const seen = openSeen('silence', {}, { now: () => now });
		seen.claim(ID, 'completed');
		now = 5 * 60_000 - 1;
		expect(seen.claim(ID, 'completed')).toBe('in flight');
		now += 1;
		keep(seen, ID);
		now += 10 * 60_000;
		expect(seen.claim(ID, 'completed')).toBe('repeated');
	});

	it('is forgotten oldest first, beyond a thousand', () => {
		const stored: IDataObject = {};
		const seen = openSeen('many', stored, clock);
		for (let index = 0; index < 1001; index++) keep(seen, `task-${index}`);
		expect(stored.seen).toHaveLength(1000);
		expect(typeof seen.claim('task-0', 'completed')).toBe('object');
		expect(seen.claim('task-1000', 'completed')).toBe('repeated');
	});

	it('takes no harm from garbage in the static data', () => {
		keep(openSeen('garbage', { seen: 'x' }, clock), ID);
		const stored: IDataObject = { seen: [1, null, `${ID} failed`, {}] };
		keep(openSeen('more garbage', stored, clock), ID);
		expect(stored.seen).toEqual([`${ID} failed`, `${ID} completed`]);
	});

	it('takes no more than a thousand from the static data, the latest', () => {
		const seen = Array.from({ length: 1001 }, (_, index) => `task-${index} completed`);
		const known = openSeen('too many', { seen }, clock);
		expect(typeof known.claim('task-0', 'completed')).toBe('object');
		expect(known.claim('task-1', 'completed')).toBe('repeated');
	});

	it('ends with the trigger, and is read from what is stored when it is active again', () => {
		const stored: IDataObject = {};
		keep(openSeen('ends', stored, clock), ID);
		forgetSeen('ends', clock);
		// Nothing was stored here, so that only the memory could know it.
		expect(typeof openSeen('ends', {}, clock).claim(ID, 'completed')).toBe('object');
		forgetSeen('ends', { now: () => 10 * 60_000 });
		expect(openSeen('ends', stored, clock).claim(ID, 'completed')).toBe('repeated');
	});

	it('outlives the trigger while a call is in flight', () => {
		openSeen('in flight at the end', {}, clock).claim(ID, 'completed');
		forgetSeen('in flight at the end', clock);
		expect(openSeen('in flight at the end', {}, clock).claim(ID, 'completed')).toBe('in flight');
	});

	it('is bounded: of many triggers, the one that was called longest ago is forgotten', () => {
		keep(openSeen('trigger 0', {}, clock), ID);
		openSeen('trigger with a claim', {}, clock).claim(ID, 'completed');
		keep(openSeen('trigger 1', {}, clock), ID);
		for (let index = 2; index < 600; index++) {
			openSeen(`trigger ${index}`, {}, clock);
			openSeen('trigger 1', {}, clock);
		}
		expect(typeof openSeen('trigger 0', {}, clock).claim(ID, 'completed')).toBe('object');
		expect(openSeen('trigger 1', {}, clock).claim(ID, 'completed')).toBe('repeated');
		expect(openSeen('trigger with a claim', {}, clock).claim(ID, 'completed')).toBe('in flight');
	});
});
