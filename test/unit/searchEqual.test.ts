import type { Finding } from '../../nodes/task/search';
import { settle } from './handClock';
import { FakePiApi, FOX, MINUTE, SECOND, idOf } from './searchStage';

let piApi: FakePiApi;

beforeEach(() => {
	piApi = new FakePiApi();
});

describe('equal requests', () => {
	it('of three runs that lost their answers have a task each', async () => {
		['one', 'two', 'three'].forEach((id, index) => piApi.add(id, index));
		const found = (await piApi.searching([FOX, FOX, FOX])).map(idOf);
		expect([...found].sort()).toEqual(['one', 'three', 'two']);
	});

	it('have one each when the history shows one after the other', async () => {
		piApi.add('one');
		piApi.add('two', 0, { lag: 20 * SECOND });
		piApi.add('three', 0, { lag: 40 * SECOND });
		const found = (await piApi.searching([FOX, FOX, FOX])).map(idOf);
		expect([...found].sort()).toEqual(['one', 'three', 'two']);
	});

	it('of which one created nothing take what there is, and one says that nothing is left', async () => {
		piApi.add('one');
		const found = await piApi.searchingLate([FOX, FOX]);
		expect(found.map(idOf).filter((id) => id !== undefined)).toEqual(['one']);
		expect(found.filter((finding) => idOf(finding) === undefined)).toMatchObject([
			{ candidates: [], history: 'excludes' },
		]);
	});

	it('with a task too many are not guessed: all are named', async () => {
		piApi.add('one');
		piApi.add('stranger');
		expect(await piApi.searching()).toMatchObject([
			{ candidates: expect.arrayContaining(['one', 'stranger']) as string[] },
		]);
		expect(['one', 'stranger'].some((id) => piApi.account.claims.has(id))).toBe(false);
	});

	it('do not count searches for something else', async () => {
		piApi.add('one');
		piApi.add('two');
		const hen = { ...FOX, input: { prompt: 'a hen' } };
		expect((await piApi.searching([FOX, hen])).map(idOf)).toEqual([undefined, undefined]);
	});

	it('do not count a search whose task must be younger', async () => {
		piApi.add('one');
		piApi.add('two', 400);
		const { search } = piApi.openRun();
		const later = piApi.openRun().search;
		const found: Finding[] = [];
		void search.find(FOX, piApi.sent()).then((finding) => (found[0] = finding));
		void later
			.find(FOX, piApi.sent('later', { sentAt: piApi.sentAt + 5 * SECOND }))
			.then((finding) => (found[1] = finding));
		await piApi.clock.advance(2 * MINUTE);
		expect(found.map(idOf)).toEqual([undefined, undefined]);
		expect(found[0]).toMatchObject({
			candidates: expect.arrayContaining(['one', 'two']) as string[],
		});
	});

	it('wait for creates of the account whose answer has not come', async () => {
		piApi.add('one');
		piApi.add('two');
		const settleOther = piApi.account.inFlight.start();
		expect(await piApi.searching([FOX], 5 * SECOND)).toEqual([]);
		piApi.account.claims.claim('one', 'another');
		settleOther();
		await settle();
		expect(piApi.account.claims.has('two')).toBe(true);
	});

	it('are not taken while a row that may be one of them cannot be read', async () => {
		piApi.add('own', 0, { unreadable: true });
		piApi.add('theirs', 10);
		expect(await piApi.searching()).toMatchObject([{ candidates: ['theirs', 'own'] }]);
		expect(piApi.account.claims.has('theirs')).toBe(false);
	});

	it('are not taken while one that may be theirs echoes nothing', async () => {
		piApi.add('own', 0, { echo: {} });
		piApi.add('theirs', 10);
		expect(await piApi.searching()).toMatchObject([{ candidates: ['theirs', 'own'] }]);
	});

	it('are taken although one of another kind echoes nothing', async () => {
		piApi.add('other', 0, { request: { ...FOX, task_type: 'seed' }, echo: {} });
		piApi.add('own', 10);
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});

	it('are not taken from a history that could be read in part', async () => {
		piApi.add('theirs');
		piApi.behaviour.list = (rows) => ({ data: [...rows, { status: 'pending' }] });
		expect(await piApi.searching()).toMatchObject([{ candidates: ['theirs'], history: 'unread' }]);
	});

	it('of an earlier execution that were claimed are not taken', async () => {
		piApi.add('theirs');
		piApi.account.claims.claim('theirs', 'another');
		piApi.add('own', 10);
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});
});

describe('a create whose answer came after its run', () => {
	it('has the task of its answer, without a search', async () => {
		piApi.add('other');
		piApi.account.claims.claim('own', 'create 0');
		expect(await piApi.searching([FOX], 0)).toEqual([{ taskId: 'own' }]);
		expect(piApi.historyReads).toBe(0);
	});

	it('has it although another one would fit meanwhile', async () => {
		piApi.add('other');
		const answered = piApi.account.inFlight.start();
		const found = piApi.searching([FOX], 2 * MINUTE);
		await settle();
		piApi.account.claims.claim('own', 'create 0');
		answered();
		expect((await found).map(idOf)).toEqual(['own']);
		expect(piApi.account.claims.has('other')).toBe(false);
	});

	it('has it at the end, where the history shows nothing', async () => {
		const found = piApi.searching([FOX], 2 * MINUTE);
		await settle();
		piApi.account.claims.claim('own', 'create 0');
		expect((await found).map(idOf)).toEqual(['own']);
	});
});

it('ends with the execution', async () => {
	const { search, stop } = piApi.openRun();
	const found: Finding[] = [];
	void search.find(FOX, piApi.sent()).then((finding) => found.push(finding));
	await piApi.clock.advance(3 * SECOND);
	stop.stop();
	await settle();
	expect(found).toMatchObject([{ candidates: [], history: 'unread' }]);
});
