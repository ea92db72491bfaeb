import { createAccount, openAccount, type Account } from '../../nodes/task/account';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock, settle } from './handClock';

const MINUTE = 60_000;

let clock: HandClock;
let opened: Account[];
/** Accounts live as long as the process, so each test has keys of its own. */
let prefix = 0;

const open = (key = 'account'): Account => {
	const account = openAccount(`${prefix} ${key}`, { clock, random: () => 0 });
	opened.push(account);
	return account;
};

const openSlots = (account: Account) =>
	account.openSlots({ start: 1, signal: createStop().signal });

beforeEach(() => {
	clock = new HandClock(1_000_000_000_000 + prefix * 1000 * MINUTE);
	opened = [];
	prefix++;
});

afterEach(() => opened.forEach((account) => account.close()));

describe('an account', () => {
	it('gives a task to one create only, over all its runs', () => {
		const [first, second] = [open(), open()];
		expect(first.claims.claim('task', 'create')).toBe(true);
		expect(second.claims.claim('task', 'another')).toBe(false);
		expect(second.claims.has('task')).toBe(true);
	});

	it('knows nothing of other accounts', () => {
		open('one').claims.claim('task', 'create');
		expect(open('other').claims.claim('task', 'another')).toBe(true);
	});

	it('keeps claims for a while after its last run, then forgets them', async () => {
		open().claims.claim('task', 'create');
		opened[0]?.close();
		await clock.advance(59 * MINUTE);
		const later = open();
		expect(later.claims.has('task')).toBe(true);
		later.close();
		await clock.advance(61 * MINUTE);
		expect(open().claims.has('task')).toBe(false);
	});

	it('keeps claims as long as a run is open', async () => {
		const long = open();
		long.claims.claim('task', 'create');
		await clock.advance(300 * MINUTE);
		open('other');
		expect(open().claims.has('task')).toBe(true);
	});

	it('keeps the 10,000 newest claims', () => {
		const { claims } = open();
		for (let index = 0; index <= 10_000; index++) claims.claim(`task-${index}`, `create-${index}`);
		expect([claims.has('task-0'), claims.has('task-1')]).toEqual([false, true]);
	});

	it('forgets the longest idle of very many accounts', async () => {
		for (let index = 0; index < 60; index++) {
			const account = open(`account ${index}`);
			account.claims.claim('task', 'create');
			account.close();
			await clock.advance(1000);
		}
		open('one more');
		expect(open('account 0').claims.has('task')).toBe(false);
		expect(open('account 59').claims.has('task')).toBe(true);
	});

	it('keeps the one that was used last although the clock was set back', () => {
		const first = open('account 0');
		first.claims.claim('task', 'create');
		first.close();
		for (let index = 1; index < 50; index++) open(`account ${index}`).close();
		clock = new HandClock(clock.now() - 10 * MINUTE);
		open('account 0').close();
		for (let index = 50; index < 99; index++) open(`account ${index}`).close();
		expect(open('account 0').claims.has('task')).toBe(true);
	});

	it('shares its slots between runs, and gets back what a run holds when it closes', async () => {
		const [first, second] = [open(), open()];
		await openSlots(first).take();
		const through: boolean[] = [];
		void openSlots(second)
			.take()
			.then((go) => through.push(go));
		await settle();
		expect(through).toEqual([]);
		first.close();
		first.close();
		await settle();
		expect(through).toEqual([true]);
	});

	it('counts a run that closes twice once', () => {
		const [first, second] = [open(), open()];
		first.close();
		first.close();
		second.searches.open({
			request: { model: 'm', task_type: 't', input: {} },
			window: () => ({ since: 0, until: 9 }),
		});
		expect(open().searches).toBe(second.searches);
	});

	it('gives no slots to a closed run', async () => {
		const account = open();
		account.close();
		await expect(openSlots(account).take()).resolves.toBe(false);
	});

	it('learns its slots again when all runs have finished', async () => {
		const first = open();
		const slots = openSlots(first);
		await slots.take();
		slots.refused(100 * MINUTE);
		first.close();
		await expect(openSlots(open()).take()).resolves.toBe(true);
	});

	it('waits for the creates of all runs, also of one that has closed', async () => {
		const first = open();
		const end = first.inFlight.start();
		first.close();
		const settled: string[] = [];
		void open()
			.inFlight.settled()
			.then(() => settled.push('settled'));
		await settle();
		expect(settled).toEqual([]);
		end();
		await settle();
		expect(settled).toEqual(['settled']);
	});
});

it('an account of its own is shared with nobody', () => {
	const options = { clock, random: () => 0 };
	createAccount(options).claims.claim('task', 'create');
	expect(createAccount(options).claims.claim('task', 'another')).toBe(true);
});
