import { answerTimes, isTaken, type DeliveryRecord } from '../../tools/simulator/deliveries';

const delivery = (answered?: number, milliseconds?: number): DeliveryRecord => ({
	number: 1,
	taskId: 'one',
	status: 'completed',
	endpoint: 'http://127.0.0.1/',
	try: 1,
	at: 0,
	answered,
	error: answered === undefined ? 'no answer' : undefined,
	milliseconds,
});

describe('deliveries', () => {
	it('shows how answer times are spread', () => {
		const times = Array.from({ length: 100 }, (_, index) => delivery(200, 100 - index));
		expect(answerTimes([...times, delivery()])).toEqual({
			count: 100,
			median: 50,
			p95: 95,
			max: 100,
		});
		expect(answerTimes([delivery(500, 8)])).toEqual({ count: 1, median: 8, p95: 8, max: 8 });
		expect(answerTimes([])).toEqual({ count: 0, median: NaN, p95: NaN, max: NaN });
	});

	it('counts only 2xx as taken', () => {
		const taken = [undefined, 199, 200, 299, 300, 500].map((status) => isTaken(delivery(status)));
		expect(taken).toEqual([false, false, true, true, false, false]);
	});
});
