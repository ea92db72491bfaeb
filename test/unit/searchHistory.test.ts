import type { IDataObject } from 'n8n-workflow';

import type { Finding, NotFound } from '../../nodes/task/search';
import { settle } from './handClock';
import {
	FakePiApi,
	FOX,
	MINUTE,
	ROW,
	SECOND,
	failed,
	idOf,
	iso,
	notFound,
	type Behaviour,
	type FakeTask,
	type Row,
} from './searchStage';

let piApi: FakePiApi;

beforeEach(() => {
	piApi = new FakePiApi();
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
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
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
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});

	it.each<[string, Behaviour['list'], NotFound['history']]>([
		['an empty list', () => ({ data: [] }), 'excludes'],
		['null for a list', () => ({ data: null, total: 0 }), 'excludes'],
		['no list', () => ({ total: 1 }), 'unread'],
		['nothing', () => null, 'unread'],
		['rows without an ID', () => ({ data: [{ status: 'pending' }] }), 'unread'],
		['rows that are not objects', () => ({ data: ['task'] }), 'unread'],
	])('exclude a task only when they can be read: %s', async (_, list, history) => {
		piApi.behaviour.list = list;
		expect(await piApi.searchingLate()).toMatchObject([{ candidates: [], history }]);
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
		const [finding] = await piApi.searching();
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
		expect((await piApi.searching()).map(idOf)).toEqual(['own']);
	});

	it('exclude nothing when PiAPI answers each page with the same full one', async () => {
		const rows = Array.from({ length: 100 }, (_, index) => ({ task_id: `claimed-${index}` }));
		rows.forEach(({ task_id }) => piApi.account.claims.claim(task_id, 'another'));
		piApi.behaviour.list = () => ({ data: rows });
		expect(await piApi.searching()).toMatchObject([{ candidates: [], history: 'unread' }]);
		expect(piApi.historyReads).toBeLessThan(20);
	});

	it('keep what they showed when a later reading fails', async () => {
		piApi.add('hen', 0, { echo: { prompt: 'a hen' } });
		piApi.behaviour.failing = (count) => (count > 4 ? failed('unclear') : undefined);
		expect(await piApi.searching()).toMatchObject([{ candidates: ['hen'], history: 'unread' }]);
	});
});

describe('a history that PiAPI refuses', () => {
	beforeEach(() => {
		piApi.behaviour.failing = () => failed('refused');
	});

	it('ends the search within a second', async () => {
		expect(await piApi.searching([FOX], SECOND)).toMatchObject([
			{ history: 'unread', candidates: [] },
		]);
	});

	it('is asked once in a run, however many creates were lost', async () => {
		const { search } = piApi.openRun();
		const found: Finding[] = [];
		for (let index = 0; index < 20; index++) {
			void search.find(FOX, piApi.sent()).then((finding) => found.push(finding));
		}
		await piApi.clock.advance(SECOND);
		expect(found).toHaveLength(20);
		expect(piApi.historyReads).toBe(1);
		void search.find(FOX, piApi.sent()).then((finding) => found.push(finding));
		await settle();
		expect(found).toHaveLength(21);
		expect(piApi.historyReads).toBe(1);
	});
});

it('a history that fails for a while is asked again', async () => {
	piApi.add('own');
	piApi.behaviour.failing = (count) => (count <= 5 ? failed('unclear') : undefined);
	expect((await piApi.searching()).map(idOf)).toEqual(['own']);
});
