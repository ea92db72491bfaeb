import type { IDataObject } from 'n8n-workflow';

import { createAccount, type Account } from '../../nodes/task/account';
import { createSearch, type Finding, type NotFound } from '../../nodes/task/search';
import type { Client } from '../../nodes/transport/client';
import type { Exchange } from '../../nodes/transport/exchange';
import { createPiApiTime } from '../../nodes/transport/piApiTime';
import { createProblem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import type { TaskRequest } from '../../nodes/transport/task';
import { HandClock, settle } from './handClock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const FOX: TaskRequest = { model: 'midjourney', task_type: 'imagine', input: { prompt: 'a fox' } };

const answered = (data: unknown): Exchange => ({
	outcome: 'answered',
	envelope: { code: 200, data, message: '', body: {} },
});
const failed = (outcome: 'refused' | 'unclear'): Exchange => ({
	outcome,
	problem: createProblem({ message: 'no', advice: 'wait' }),
});

interface FakeTask {
	readonly id: string;
	/** Milliseconds since the epoch, PiAPI's time. */
	readonly createdAt: number;
	readonly request: TaskRequest;
	readonly echo?: IDataObject;
	/** Not in the task itself. */
	readonly hidesTime?: boolean;
	readonly unreadable?: boolean;
	/** The ID that a status request shows instead. */
	readonly answersAs?: string;
	/** Milliseconds after which the history shows it. */
	readonly lag?: number;
}

type Row = (task: FakeTask) => IDataObject;
const ROW: Row = ({ id, createdAt }) => ({
	task_id: id,
	created_at: Math.floor(createdAt / SECOND),
});

interface Behaviour {
	row: Row;
	list: (rows: IDataObject[], page: number) => unknown;
	/** Instead of an answer. */
	failing: (count: number) => Exchange | undefined;
	/** Its clock less this machine's. */
	offset: number;
	tellsTime: boolean;
	startIsExcluded: boolean;
}

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');

/** PiAPI, whose clock is on its own. Requests take 20 ms. */
class FakePiApi {
	readonly clock = new HandClock();

	readonly tasks: FakeTask[] = [];

	readonly behaviour: Behaviour = {
		row: ROW,
		list: (rows) => ({ data: rows }),
		failing: () => undefined,
		offset: 0,
		tellsTime: true,
		startIsExcluded: false,
	};

	historyReads = 0;

	readonly time = createPiApiTime();

	now(): number {
		return this.clock.now() + this.behaviour.offset;
	}

	/** A task that is created now, or so many milliseconds later. */
	add(id: string, later = 0, facts: Partial<FakeTask> = {}): void {
		this.tasks.push({ id, createdAt: this.now() + later, request: FOX, ...facts });
	}

	private async answer(exchange: () => Exchange): Promise<Exchange> {
		const sentAt = this.clock.now();
		await this.clock.sleep(10);
		const date = new Date(this.now()).toUTCString();
		const result = exchange();
		await this.clock.sleep(10);
		if (this.behaviour.tellsTime) this.time.observe(date, sentAt, this.clock.now());
		return result;
	}

	private history(page: number, startTime: number): Exchange {
		this.historyReads++;
		const { failing, row, list, startIsExcluded } = this.behaviour;
		const failure = failing(this.historyReads);
		if (failure) return failure;
		const rows = this.tasks
			.filter(({ createdAt, lag = 0 }) => createdAt + lag <= this.now())
			.filter(({ createdAt }) => {
				const second = Math.floor(createdAt / SECOND);
				return startIsExcluded ? second > startTime : second >= startTime;
			})
			.sort((one, other) => other.createdAt - one.createdAt);
		return answered(list(rows.slice((page - 1) * 100, page * 100).map(row), page));
	}

	private view(taskId: string): Exchange {
		const task = this.tasks.find(({ id }) => id === taskId);
		if (task === undefined || task.unreadable) return failed('refused');
		const { model, task_type, input } = task.request;
		return answered({
			task_id: task.answersAs ?? taskId,
			status: 'pending',
			model,
			task_type,
			input: task.echo ?? input,
			meta: task.hidesTime ? {} : { created_at: iso(task.createdAt) },
		});
	}

	/** One run with a search of its own. */
	openRun(account: Account) {
		const client = {
			getHistory: async ({ page, startTime = 0 }) =>
				await this.answer(() => this.history(page, startTime)),
			getTask: async (taskId) => await this.answer(() => this.view(taskId)),
		} as Pick<Client, 'getHistory' | 'getTask'> as Client;
		const stop = createStop();
		const { clock, time } = this;
		const search = createSearch({ client, clock, time, signal: stop.signal, account });
		return { search, stop };
	}
}

let piApi: FakePiApi;
let account: Account;
let sentAt: number;

beforeEach(() => {
	piApi = new FakePiApi();
	account = createAccount({ clock: piApi.clock, random: () => 0 });
	sentAt = piApi.clock.now();
});

/** Searches of runs of their own, one for each request, all at once; done after that many milliseconds. */
async function searching(
	requests: readonly TaskRequest[] = [FOX],
	milliseconds = 2 * MINUTE,
): Promise<Finding[]> {
	const found: Finding[] = [];
	requests.forEach((request, index) => {
		const { search } = piApi.openRun(account);
		void search.find(request, { sentAt }).then((finding) => (found[index] = finding));
	});
	await piApi.clock.advance(milliseconds);
	return found;
}

const idOf = (finding: Finding | undefined): string | undefined =>
	finding && 'task' in finding ? finding.task.id : undefined;
const notFound = (finding: Finding | undefined): NotFound => finding as NotFound;

describe('the search for the task of a lost create', () => {
	it('finds it soon, and claims it', async () => {
		piApi.add('own');
		expect((await searching([FOX], SECOND)).map(idOf)).toEqual(['own']);
		expect(account.claims.has('own')).toBe(true);
	});

	it('finds it although the history lags by 30 seconds', async () => {
		piApi.add('own', 0, { lag: 30 * SECOND });
		expect((await searching()).map(idOf)).toEqual(['own']);
	});

	it('goes on for a minute when the history shows nothing, and no longer', async () => {
		expect(await searching([FOX], 59 * SECOND)).toEqual([]);
		await piApi.clock.advance(2 * SECOND);
		piApi.add('late');
		expect(account.claims.has('late')).toBe(false);
		expect(piApi.historyReads).toBeLessThan(20);
	});

	it('excludes a task only when it has read to the end', async () => {
		expect((await searching()).map(notFound)).toMatchObject([
			{ candidates: [], history: 'excludes' },
		]);
	});

	it.each([
		['ahead', -5 * MINUTE],
		['behind', 5 * MINUTE],
		['a little ahead', -90 * SECOND],
	])("finds it when n8n's clock is %s", async (_, offset) => {
		piApi.behaviour.offset = offset;
		piApi.add('older', -45 * SECOND);
		piApi.add('own');
		expect((await searching()).map(idOf)).toEqual(['own']);
	});

	it.each([-5 * MINUTE, 5 * MINUTE])('tells how far the clock is off: %d ms', async (offset) => {
		piApi.behaviour.offset = offset;
		const { clockAhead = 0 } = notFound((await searching())[0]);
		expect(Math.abs(clockAhead + offset)).toBeLessThan(SECOND);
	});

	it("excludes nothing when PiAPI's time is not known", async () => {
		piApi.behaviour.tellsTime = false;
		expect((await searching()).map(notFound)).toMatchObject([
			{ candidates: [], history: 'undecided', clockAhead: undefined },
		]);
	});

	it("takes PiAPI's time of the send as it was then", async () => {
		// Since then somebody set the clock of n8n, which was five minutes ahead.
		piApi.add('own');
		const { search } = piApi.openRun(account);
		const found: Finding[] = [];
		void search
			.find(FOX, { sentAt: sentAt + 5 * MINUTE, sentAtPiApi: sentAt })
			.then((finding) => found.push(finding));
		await piApi.clock.advance(SECOND);
		expect(found.map(idOf)).toEqual(['own']);
	});

	it('never takes an equal task that is older, nor names it', async () => {
		piApi.add('older', -2 * SECOND);
		piApi.add('much older', -40 * SECOND);
		expect((await searching()).map(notFound)).toMatchObject([
			{ candidates: [], history: 'excludes' },
		]);
		expect(account.claims.has('older')).toBe(false);
	});

	it('takes a task of the second in which it was sent, since PiAPI tells whole seconds', async () => {
		await piApi.clock.advance(900);
		sentAt = piApi.clock.now();
		piApi.add('own');
		expect((await searching()).map(idOf)).toEqual(['own']);
	});

	it('finds it when the history leaves out its first second', async () => {
		piApi.behaviour.startIsExcluded = true;
		piApi.add('own');
		expect((await searching()).map(idOf)).toEqual(['own']);
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
		expect((await searching()).map(idOf)).toEqual(['own']);
	});

	it.each<[string, Partial<FakeTask>]>([
		['an extended prompt', { echo: { prompt: 'a fox --v 6' } }],
		['another prompt', { echo: { prompt: 'a hen' } }],
		['no echo', { echo: {} }],
		['no model', { request: { ...FOX, model: '' } }],
		['no content', { unreadable: true }],
	])('with %s is named, not taken', async (_, facts) => {
		piApi.add('other', 0, facts);
		const [finding] = await searching();
		expect(finding).toMatchObject({ candidates: ['other'], history: 'undecided' });
		expect(account.claims.has('other')).toBe(false);
	});

	it('of another kind is neither taken nor named', async () => {
		piApi.add('other', 0, { request: { ...FOX, task_type: 'seed' } });
		expect(await searching()).toMatchObject([{ candidates: [], history: 'excludes' }]);
	});

	it('of another item is not named', async () => {
		piApi.add('other', 0, { echo: { prompt: 'a hen' } });
		account.claims.claim('other');
		expect(await searching()).toMatchObject([{ candidates: [], history: 'excludes' }]);
	});

	it('names what may be it first', async () => {
		piApi.add('hen', SECOND, { echo: { prompt: 'a hen' } });
		piApi.add('first');
		piApi.add('second');
		expect(
			notFound((await searching())[0])
				.candidates.slice(0, 2)
				.sort(),
		).toEqual(['first', 'second']);
	});

	it('about another task is not believed', async () => {
		piApi.add('own', 0, { answersAs: 'another' });
		expect(await searching()).toMatchObject([{ candidates: ['own'] }]);
	});
});

describe('the rows of the history', () => {
	it.each<[string, Row]>([
		['task_id', ROW],
		['taskId', ({ id }) => ({ taskId: id })],
		['id', ({ id }) => ({ id })],
		['task_id beside a number', ({ id }) => ({ id: 7, task_id: id })],
		['text times', ({ id, createdAt }) => ({ task_id: id, created_at: iso(createdAt) })],
		[
			'local times without an offset',
			({ id, createdAt }) => ({
				task_id: id,
				created_at: iso(createdAt - 5 * 60 * MINUTE).slice(0, -1),
			}),
		],
	])('may have %s', async (_, row) => {
		piApi.behaviour.row = row;
		piApi.add('own');
		expect((await searching()).map(idOf)).toEqual(['own']);
	});

	it.each<[string, Behaviour['list']]>([
		['data.data', (rows) => ({ data: rows })],
		['data.list', (rows) => ({ list: rows, total: 1 })],
		['data.tasks', (rows) => ({ page: 1, tasks: rows })],
		['data.somethingNew', (rows) => ({ page: 1, somethingNew: rows })],
		['data', (rows) => rows],
	])('may be in %s', async (_, list) => {
		piApi.behaviour.list = list;
		piApi.add('own');
		expect((await searching()).map(idOf)).toEqual(['own']);
	});

	it.each<[string, Behaviour['list'], NotFound['history']]>([
		['an empty list', () => ({ data: [] }), 'excludes'],
		['null for a list', () => ({ data: null, total: 0 }), 'excludes'],
		['no list', () => ({ total: 1 }), 'unread'],
		['nothing', () => null, 'unread'],
		['rows without an ID', () => ({ data: [{ status: 'pending' }] }), 'unread'],
		['rows that are no objects', () => ({ data: ['task'] }), 'unread'],
	])('exclude a task only when they can be read: %s', async (_, list, history) => {
		piApi.behaviour.list = list;
		expect(await searching()).toMatchObject([{ candidates: [], history }]);
	});

	it.each<[string, Partial<FakeTask>, Row, boolean]>([
		['seconds', {}, ROW, true],
		['milliseconds', {}, ({ id, createdAt }) => ({ task_id: id, created_at: createdAt }), true],
		[
			'text in UTC',
			{},
			({ id, createdAt }) => ({
				task_id: id,
				created_at: iso(createdAt).replace('T', ' ').slice(0, -1),
			}),
			true,
		],
		['no time', {}, ({ id }) => ({ task_id: id }), false],
		['a zero time', {}, ({ id }) => ({ task_id: id, created_at: '0001-01-01T00:00:00Z' }), false],
	])('tell the time where the task does not: %s', async (_, facts, row, isTaken) => {
		piApi.behaviour.row = row;
		piApi.add('own', 0, { hidesTime: true, ...facts });
		const [finding] = await searching();
		expect(idOf(finding)).toBe(isTaken ? 'own' : undefined);
		if (!isTaken) expect(notFound(finding).candidates).toEqual(['own']);
	});

	it('are read page by page, also when PiAPI gives fewer than asked for', async () => {
		for (let index = 0; index < 25; index++) {
			piApi.add(`other-${index}`, SECOND, { request: { ...FOX, model: 'kling' } });
		}
		piApi.add('own');
		const all = (rows: IDataObject[]): IDataObject[][] =>
			[0, 10, 20].map((from) => rows.slice(from, from + 10));
		let known: IDataObject[][] = [];
		piApi.behaviour.list = (rows, page) => {
			if (page === 1) known = all(rows);
			return { data: known[page - 1] ?? [] };
		};
		expect((await searching()).map(idOf)).toEqual(['own']);
	});

	it('exclude nothing when PiAPI answers each page with the same full one', async () => {
		const rows = Array.from({ length: 100 }, (_, index) => ({ task_id: `claimed-${index}` }));
		rows.forEach(({ task_id }) => account.claims.claim(task_id));
		piApi.behaviour.list = () => ({ data: rows });
		expect(await searching()).toMatchObject([{ candidates: [], history: 'unread' }]);
		expect(piApi.historyReads).toBeLessThan(20);
	});

	it('keep what they showed when a later reading fails', async () => {
		piApi.add('hen', 0, { echo: { prompt: 'a hen' } });
		piApi.behaviour.failing = (count) => (count > 4 ? failed('unclear') : undefined);
		expect(await searching()).toMatchObject([{ candidates: ['hen'], history: 'unread' }]);
	});
});

describe('a history that PiAPI refuses', () => {
	beforeEach(() => {
		piApi.behaviour.failing = () => failed('refused');
	});

	it('ends the search within a second', async () => {
		expect(await searching([FOX], SECOND)).toMatchObject([{ history: 'unread', candidates: [] }]);
	});

	it('is asked once in a run, however many creates were lost', async () => {
		const { search } = piApi.openRun(account);
		const found: Finding[] = [];
		for (let index = 0; index < 20; index++) {
			void search.find(FOX, { sentAt }).then((finding) => found.push(finding));
		}
		await piApi.clock.advance(SECOND);
		expect(found).toHaveLength(20);
		expect(piApi.historyReads).toBe(1);
		void search.find(FOX, { sentAt }).then((finding) => found.push(finding));
		await settle();
		expect(found).toHaveLength(21);
		expect(piApi.historyReads).toBe(1);
	});
});

it('a history that fails for a while is asked again', async () => {
	piApi.add('own');
	piApi.behaviour.failing = (count) => (count <= 5 ? failed('unclear') : undefined);
	expect((await searching()).map(idOf)).toEqual(['own']);
});

describe('equal requests', () => {
	it('of three runs that lost their answers have a task each', async () => {
		['one', 'two', 'three'].forEach((id, index) => piApi.add(id, index));
		const found = (await searching([FOX, FOX, FOX])).map(idOf);
		expect([...found].sort()).toEqual(['one', 'three', 'two']);
	});

	it('have one each when the history shows one after the other', async () => {
		piApi.add('one');
		piApi.add('two', 0, { lag: 20 * SECOND });
		piApi.add('three', 0, { lag: 40 * SECOND });
		const found = (await searching([FOX, FOX, FOX])).map(idOf);
		expect([...found].sort()).toEqual(['one', 'three', 'two']);
	});

	it('of which one created nothing take what there is, and one says that nothing is left', async () => {
		piApi.add('one');
		const found = await searching([FOX, FOX]);
		expect(found.map(idOf).filter((id) => id !== undefined)).toEqual(['one']);
		expect(found.filter((finding) => idOf(finding) === undefined)).toMatchObject([
			{ candidates: [], history: 'excludes' },
		]);
	});

	it('with a task too many are not guessed: all are named', async () => {
		piApi.add('one');
		piApi.add('stranger');
		expect(await searching()).toMatchObject([
			{ candidates: expect.arrayContaining(['one', 'stranger']) as string[] },
		]);
		expect(['one', 'stranger'].some((id) => account.claims.has(id))).toBe(false);
	});

	it('do not count searches for something else', async () => {
		piApi.add('one');
		piApi.add('two');
		const hen = { ...FOX, input: { prompt: 'a hen' } };
		expect((await searching([FOX, hen])).map(idOf)).toEqual([undefined, undefined]);
	});

	it('do not count a search whose task must be younger', async () => {
		piApi.add('one');
		piApi.add('two', 400);
		const { search } = piApi.openRun(account);
		const later = piApi.openRun(account).search;
		const found: Finding[] = [];
		void search.find(FOX, { sentAt }).then((finding) => (found[0] = finding));
		void later.find(FOX, { sentAt: sentAt + 5 * SECOND }).then((finding) => (found[1] = finding));
		await piApi.clock.advance(2 * MINUTE);
		expect(found.map(idOf)).toEqual([undefined, undefined]);
		expect(found[0]).toMatchObject({
			candidates: expect.arrayContaining(['one', 'two']) as string[],
		});
	});

	it('wait for creates of the account whose answer has not come', async () => {
		piApi.add('one');
		piApi.add('two');
		const settleOther = account.inFlight.start();
		expect(await searching([FOX], 5 * SECOND)).toEqual([]);
		account.claims.claim('one');
		settleOther();
		await settle();
		expect(account.claims.has('two')).toBe(true);
	});

	it('of an earlier execution that were claimed are not taken', async () => {
		piApi.add('theirs');
		account.claims.claim('theirs');
		piApi.add('own', 10);
		expect((await searching()).map(idOf)).toEqual(['own']);
	});
});

it('ends with the execution', async () => {
	const { search, stop } = piApi.openRun(account);
	const found: Finding[] = [];
	void search.find(FOX, { sentAt }).then((finding) => found.push(finding));
	await piApi.clock.advance(3 * SECOND);
	stop.stop();
	await settle();
	expect(found).toMatchObject([{ candidates: [], history: 'unread' }]);
});
