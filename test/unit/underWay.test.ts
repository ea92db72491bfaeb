import { createUnderWay } from '../../nodes/task/underWay';
import { settle } from './handClock';

function pending() {
	let end: (value?: unknown) => void = () => {};
	const promise = new Promise<unknown>((resolve) => {
		end = resolve;
	});
	return { promise, end };
}

describe('requests under way', () => {
	it('are settled when there are none', async () => {
		await expect(createUnderWay().settled()).resolves.toBeUndefined();
	});

	it('are settled when all that wait have their answer', async () => {
		const underWay = createUnderWay();
		const [first, second, later] = [pending(), pending(), pending()];
		const ended: string[] = [];
		underWay.add(first.promise);
		underWay.add(second.promise);
		void underWay.settled().then(() => ended.push('settled'));
		underWay.add(later.promise);
		first.end();
		await settle();
		expect(ended).toEqual([]);
		second.end();
		await settle();
		expect(ended).toEqual(['settled']);
	});
});
