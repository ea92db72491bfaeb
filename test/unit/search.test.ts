import type { Finding, Sent } from '../../nodes/task/search';
import { FakePiApi, FOX, MINUTE, SECOND, idOf, notFound, type FakeTask } from './searchStage';

let piApi: FakePiApi;

beforeEach(() => {
	piApi = new FakePiApi();
});

describe('the search for the task of a lost create', () => {
	it('finds it soon, and claims it', async () => {
		piApi.add('own');
		expect((await piApi.searching([FOX], SECOND)).map(idOf)).toEqual(['own']);
		expect(piApi.account.claims.has('own')).toBe(true);
	});

	it('finds it although the history lags by 30 seconds', async () => {
		piApi.add('own', 0, { lag: 30 * SECOND });
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});

	it('continues for a minute when the history shows nothing, and no longer', async () => {
		const found = await piApi.searching([FOX], 59 * SECOND);
		expect(found).toEqual([]);
		await piApi.clock.advance(2 * SECOND);
		expect(found.map(notFound)).toMatchObject([{ candidates: [] }]);
		const readings = piApi.historyReads;
		expect(readings).toBeLessThan(20);
		piApi.add('late');
		await piApi.clock.advance(5 * MINUTE);
		expect(piApi.account.claims.has('late')).toBe(false);
		expect(piApi.historyReads).toBe(readings);
	});

	it('excludes a task only when it has read to the end, after its time is over', async () => {
		expect(await piApi.searching()).toMatchObject([{ candidates: [], history: 'undecided' }]);
		expect(await piApi.searchingLate()).toMatchObject([{ candidates: [], history: 'excludes' }]);
	});

	it("excludes nothing where PiAPI's time of the send is not known", async () => {
		await piApi.clock.advance(60 * MINUTE);
		expect(await piApi.searching()).toMatchObject([{ candidates: [], history: 'undecided' }]);
	});

	it('excludes nothing while its task may still appear in the history', async () => {
		await piApi.clock.advance(2 * MINUTE);
		const sentAtPiApi = piApi.sentAt;
		expect(await piApi.searching([FOX], 2 * MINUTE, { sentAtPiApi })).toMatchObject([
			{ candidates: [], history: 'undecided' },
		]);
	});

	describe('long after the create', () => {
		const laterSearch = async (more: Partial<Sent> = { sentAtPiApi: piApi.sentAt }) => {
			await piApi.clock.advance(60 * MINUTE);
			return await piApi.searching([FOX], 2 * MINUTE, more);
		};

		it.each([false, true])(
			'leaves the equal task of a later execution to that one',
			async (ignoresEnd) => {
				piApi.behaviour.ignoresEnd = ignoresEnd;
				piApi.add('theirs', 30 * MINUTE);
				expect((await laterSearch()).map(notFound)).toMatchObject([
					{ candidates: [], history: 'excludes' },
				]);
				expect(piApi.account.claims.has('theirs')).toBe(false);
			},
		);

		it('does not name a later task that cannot be read', async () => {
			piApi.behaviour.ignoresEnd = true;
			piApi.add('theirs', 30 * MINUTE, { unreadable: true });
			expect((await laterSearch()).map(notFound)).toMatchObject([{ candidates: [] }]);
		});

		it('takes the own one, also where PiAPI took its time', async () => {
			piApi.add('own', 3 * MINUTE);
			piApi.add('theirs', 30 * MINUTE);
			expect((await laterSearch()).map(idOf)).toEqual(['own']);
		});

		it('reads the history only for the time of the create, as soon as it knows the clock', async () => {
			await laterSearch({});
			const [first, second = Infinity] = piApi.askedUntil;
			expect(first).toBeUndefined();
			expect(second - piApi.sentAt).toBeGreaterThan(3 * MINUTE);
			expect(second - piApi.sentAt).toBeLessThan(6 * MINUTE);
		});

		it('cannot tell a later task where the clock is not known', async () => {
			piApi.behaviour.tellsTime = false;
			piApi.add('late', 30 * MINUTE);
			expect((await laterSearch({})).map(idOf)).toEqual(['late']);
		});
	});

	it.each([
		['ahead', -5 * MINUTE],
		['behind', 5 * MINUTE],
		['a little ahead', -90 * SECOND],
	])("finds it when n8n's clock is %s", async (_, offset) => {
		piApi.behaviour.offset = offset;
		piApi.add('older', -3 * SECOND);
		piApi.add('own');
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});

	it.each([-5 * MINUTE, 5 * MINUTE])('tells how far the clock is off: %d ms', async (offset) => {
		piApi.behaviour.offset = offset;
		const { clockAhead = 0 } = notFound((await piApi.searching())[0]);
		expect(Math.abs(clockAhead + offset)).toBeLessThan(SECOND);
	});

	it("excludes nothing when PiAPI's time is not known", async () => {
		piApi.behaviour.tellsTime = false;
		expect((await piApi.searching()).map(notFound)).toMatchObject([
			{ candidates: [], history: 'undecided', clockAhead: undefined },
		]);
	});

	it("excludes nothing after a restart until PiAPI's time is known again", async () => {
		piApi.behaviour.tellsTime = false;
		expect((await piApi.searchingLate()).map(notFound)).toMatchObject([
			{ candidates: [], history: 'undecided', clockAhead: undefined },
		]);
	});

	it("takes PiAPI's time of the send as it was then", async () => {
		// Since then somebody set the clock of n8n, which was five minutes ahead.
		piApi.add('own');
		const { search } = piApi.openRun();
		const found: Finding[] = [];
		void search
			.find(
				FOX,
				piApi.sent('create', { sentAt: piApi.sentAt + 5 * MINUTE, sentAtPiApi: piApi.sentAt }),
			)
			.then((finding) => found.push(finding));
		await piApi.clock.advance(SECOND);
		expect(found.map(idOf)).toEqual(['own']);
	});

	it("never takes an equal task that is older, but names what PiAPI's clocks may differ by", async () => {
		piApi.add('older', -2 * SECOND);
		piApi.add('much older', -40 * SECOND);
		expect(await piApi.searchingLate()).toMatchObject([
			{ candidates: ['older'], history: 'undecided' },
		]);
		expect(piApi.account.claims.has('older')).toBe(false);
	});

	it('takes a task of the second in which it was sent, since PiAPI tells whole seconds', async () => {
		await piApi.clock.advance(900);
		piApi.sentAt = piApi.clock.now();
		piApi.add('own');
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});

	it('finds it when the history leaves out its first second', async () => {
		piApi.behaviour.startIsExcluded = true;
		piApi.add('own');
		const { search } = piApi.openRun();
		const found: Finding[] = [];
		void search
			.find(FOX, piApi.sent('create', { sentAtPiApi: piApi.sentAt }))
			.then((finding) => found.push(finding));
		await piApi.clock.advance(SECOND);
		expect(found.map(idOf)).toEqual(['own']);
	});
});

describe('what PiAPI echoes', () => {
	it.each<[string, Partial<FakeTask>]>([
		['a trimmed prompt', { echo: { prompt: 'a fox ' } }],
		['more fields', { echo: { prompt: 'a fox', process_mode: 'fast' } }],
		['the model in another case', { request: { ...FOX, model: 'MidJourney' } }],
		['the type in another case', { request: { ...FOX, task_type: 'Imagine' } }],
	])('may have %s', async (_, facts) => {
		piApi.add('own', 0, facts);
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});

	it.each<[string, Partial<FakeTask>]>([
		['an extended prompt', { echo: { prompt: 'a fox --v 6' } }],
		['another prompt', { echo: { prompt: 'a hen' } }],
		['no echo', { echo: {} }],
		['no model', { request: { ...FOX, model: '' } }],
		['no content', { unreadable: true }],
	])('with %s is named, not taken', async (_, facts) => {
		piApi.add('other', 0, facts);
		const [finding] = await piApi.searching();
		expect(finding).toMatchObject({ candidates: ['other'], history: 'undecided' });
		expect(piApi.account.claims.has('other')).toBe(false);
	});

	it('of another kind is neither taken nor named', async () => {
		piApi.add('other', 0, { request: { ...FOX, task_type: 'seed' } });
		expect(await piApi.searchingLate()).toMatchObject([{ candidates: [], history: 'excludes' }]);
	});

	it('of another item is not named', async () => {
		piApi.add('other', 0, { echo: { prompt: 'a hen' } });
		piApi.account.claims.claim('other', 'another');
		expect(await piApi.searchingLate()).toMatchObject([{ candidates: [], history: 'excludes' }]);
	});

	it('names what may be it first', async () => {
		piApi.add('hen', SECOND, { echo: { prompt: 'a hen' } });
		piApi.add('first');
		piApi.add('second');
		expect(
			notFound((await piApi.searching())[0])
				.candidates.slice(0, 2)
				.sort(),
		).toEqual(['first', 'second']);
	});

	it('about another task is not believed', async () => {
		piApi.add('own', 0, { answersAs: 'another' });
		expect(await piApi.searching()).toMatchObject([{ candidates: ['own'] }]);
	});
});
