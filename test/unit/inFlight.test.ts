import { createInFlight } from '../../nodes/task/inFlight';
import { settle } from './handClock';

function pending() {
	let end: (value?: unknown) => void = () => {};
	const promise = new Promise<unknown>((resolve) => {
		end = resolve;
	});
	return { promise, end };
}

describe('requests in flight', () => {
	it('are settled when there are none', async () => {
		await expect(createInFlight().settled()).resolves.toBeUndefined();
	});

	it('are settled when all that wait have their answer', async () => {
		const inFlight = createInFlight();
		const [first, second, later] = [pending(), pending(), pending()];
		const ended: string[] = [];
		inFlight.add(first.promise);
		inFlight.add(second.promise);
		void inFlight.settled().then(() => ended.push('settled'));
		inFlight.add(later.promise);
		first.end();
		await settle();
		expect(ended).toEqual([]);
		second.end();
		await settle();
		expect(ended).toEqual(['settled']);
	});

	it('are settled when what was started has finished, also twice', async () => {
		const inFlight = createInFlight();
		const end = inFlight.start();
		const ended: string[] = [];
		void inFlight.settled().then(() => ended.push('settled'));
		await settle();
		expect(ended).toEqual([]);
		end();
		end();
		await settle();
		expect(ended).toEqual(['settled']);
	});

	it('are settled by a failure, too', async () => {
		const inFlight = createInFlight();
		inFlight.add(Promise.reject(new Error('no')));
		await expect(inFlight.settled()).resolves.toBeUndefined();
	});
});
