import type { IExecuteFunctions } from 'n8n-workflow';

import { openConnections } from '../../nodes/execute/connections';
import { isProblem } from '../../nodes/transport/problem';
import { createStop } from '../../nodes/transport/stopSignal';
import { HandClock } from './handClock';

const credential = (apiKey: string) => ({
	apiKey,
	webhookSecret: 'hush',
	baseUrl: 'https://api.example',
	uploadUrl: 'https://upload.example',
});

type Read = (itemIndex: number, hasRun: boolean) => object;

/** `read` answers like n8n: with the credential of an item, also of one that does not exist, or as for a webhook. */
async function open(count: number, read: Read, mayPause = false) {
	const reads: number[] = [];
	const context = {
		getInputData: () => Array.from({ length: count }, () => ({ json: {} })),
		connectionInputData: [],
		async getCredentials(this: object, name: string, itemIndex: number) {
			expect(name).toBe('piApi');
			reads.push(itemIndex);
			return await Promise.resolve(
				read(itemIndex, Reflect.get(this, 'connectionInputData') !== undefined),
			);
		},
		helpers: {},
	} as unknown as IExecuteFunctions;
	const stop = createStop().signal;
	const connections = await openConnections(context, new HandClock(), stop, mayPause);
	return { connections, reads, stop };
}

const failing = (itemIndex: number): object => {
	if (itemIndex === 1) throw Object.assign(new Error('No value'), { description: 'Look.' });
	return credential(`key-${itemIndex}`);
};

it('is one for all items where the credential is the same', async () => {
	const { connections, reads, stop } = await open(1_000, () => credential('key'));
	const [first, last] = [await connections.of(0), await connections.of(2)];
	expect(first).toBe(last);
	expect(connections.dependOnItem).toBe(false);
	expect(connections.stop).toBe(stop);
	// Nobody reads it for each of a thousand items.
	expect(reads.length).toBeLessThan(10);
});

it('is read once for a single item', async () => {
	const { connections, reads } = await open(1, (itemIndex) => credential(`key-${itemIndex}`));
	await connections.of(0);
	expect(reads).toEqual([0]);
	expect(connections.dependOnItem).toBe(false);
});

it('is one for each key where the credential depends on the item', async () => {
	const { connections } = await open(3, (itemIndex) => credential(`key-${itemIndex % 2}`));
	expect(connections.dependOnItem).toBe(true);
	const all = [0, 1, 2].map(async (itemIndex) => await connections.of(itemIndex));
	const [a, b, c] = await Promise.all(all);
	expect(a).toBe(c);
	expect(a).not.toBe(b);
});

it('knows the secrets of every connection so far, each once', async () => {
	const { connections } = await open(3, (itemIndex) => credential(`key-${itemIndex}`));
	expect(connections.secrets()).toEqual([]);
	await connections.of(0);
	expect(connections.secrets()).toEqual(['key-0', 'hush']);
	await connections.of(2);
	expect(connections.secrets()).toEqual(['key-0', 'hush', 'key-2']);
});

it('is a problem for the items whose credential cannot be read', async () => {
	const { connections } = await open(3, failing);
	expect(isProblem(await connections.of(0))).toBe(false);
	expect(await connections.of(1)).toMatchObject({
		message: 'The PiAPI credential could not be read: No value',
		advice: 'Look. Choose a credential in the node, and check its expressions.',
	});
	expect(connections.secrets()).toEqual(['key-0', 'hush']);
});

it.each([
	['baseUrl', 'ftp://x'],
	['uploadUrl', 'ftp://x'],
	['baseUrl', 'xhttps://x'],
	['baseUrl', 'api.example'],
	['baseUrl', undefined],
])('is a problem where %s is %p', async (name, value) => {
	const { connections } = await open(1, () => ({ ...credential('key'), [name]: value }));
	expect(await connections.of(0)).toMatchObject({
		message: expect.stringContaining('must be an address that starts with https:// or http://'),
	});
	expect(connections.secrets()).toEqual([]);
});

it('is a problem without an explanation where n8n gives none', async () => {
	const { connections } = await open(1, () => {
		throw new Error('Gone');
	});
	expect(await connections.of(0)).toMatchObject({
		message: 'The PiAPI credential could not be read: Gone',
		advice: 'Choose a credential in the node, and check its expressions.',
	});
});

it.each<[string, number, (itemIndex: number) => string]>([
	['every second item', 4, (index) => `key-${index % 2}`],
	['every second of many items', 1_000, (index) => `key-${index % 2}`],
	['every third item', 6, (index) => `key-${index % 3}`],
	['every third of many items', 999, (index) => `key-${index % 3}`],
	['one of a few items', 4, (index) => (index === 2 ? 'theirs' : 'key')],
	['all items but the first', 1_000, (index) => (index > 0 && index < 1_000 ? 'theirs' : 'key')],
	['the last item', 1_000, (index) => (index === 999 ? 'theirs' : 'key')],
])('is read for each item where it differs for %s', async (_, count, keyOf) => {
	const { connections } = await open(count, (itemIndex) => credential(keyOf(itemIndex)));
	for (const index of [0, 1, 2, 3, count - 1]) {
		const connection = await connections.of(index);
		expect(isProblem(connection) ? [] : connection.secrets).toContain(keyOf(index));
	}
});

it('is read for each of two items whose credentials differ, for the first one once', async () => {
	const { connections, reads } = await open(2, (itemIndex) => credential(`key-${itemIndex}`));
	expect(connections.dependOnItem).toBe(true);
	const [first, second] = [await connections.of(0), await connections.of(1)];
	expect(first).not.toBe(second);
	expect(reads).toEqual([0, 2, 1]);
});

describe('where the execution may pause, whether a callback finds the same credential', () => {
	const noData = (): never => {
		throw new Error('No execution data available');
	};

	it.each<[string, Read, boolean]>([
		['a plain key', () => credential('key'), false],
		['a key of the item', (itemIndex) => credential(`key-${itemIndex}`), true],
		[
			'a key that is missing without the item',
			(index) => (index === 0 ? credential('key') : noData()),
			true,
		],
		['a key of another node', (_, hasRun) => credential(hasRun ? 'key' : ''), true],
		[
			'a key that fails without the run',
			(_, hasRun) => (hasRun ? credential('key') : noData()),
			true,
		],
	])('%s', async (_, read, dependOnRun) => {
		const { connections } = await open(1, read, true);
		expect(connections.dependOnRun).toBe(dependOnRun);
	});

	it('is not asked where nothing pauses, or where it is known that the items differ', async () => {
		const byItem: Read = (itemIndex) => credential(`key-${itemIndex}`);
		expect((await open(1, byItem)).connections.dependOnRun).toBe(false);
		expect((await open(2, byItem, true)).reads).toEqual([0, 2]);
	});

	it('is taken for granted where n8n does not let the node ask', async () => {
		const { connections } = await open(
			1,
			(_, hasRun) => {
				if (hasRun) return credential('key');
				throw new TypeError('Cannot read private member #node from an object');
			},
			true,
		);
		expect(connections.dependOnRun).toBe(false);
	});
});

describe('a connection', () => {
	const connect = async (more: object) => {
		const { connections } = await open(1, () => ({ ...credential('key'), ...more }));
		const connection = await connections.of(0);
		if (isProblem(connection)) throw new Error(connection.message);
		return connection;
	};

	it.each(['http://localhost:3000', ' https://api.example ', 'HTTPS://API.EXAMPLE'])(
		'leads to %s',
		async (baseUrl) => {
			await expect(connect({ baseUrl })).resolves.toBeDefined();
		},
	);

	it('has the key and the secret without the spaces around them', async () => {
		const { webhookSecret, secrets } = await connect({ apiKey: ' key\n', webhookSecret: ' hush ' });
		expect([webhookSecret, secrets]).toEqual(['hush', ['key', 'hush']]);
	});

	it.each([undefined, '', ' ', 5])('has no secret where there is none: %j', async (given) => {
		const { webhookSecret, secrets } = await connect({ webhookSecret: given });
		expect([webhookSecret, secrets]).toEqual(['', ['key']]);
	});

	it('is of the account of its key at its address, without telling the key', async () => {
		const [own, again] = [await connect({}), await connect({ webhookSecret: 'other' })];
		expect(own.account).toMatch(/^[0-9a-f]{64}$/);
		expect(again.account).toBe(own.account);
		for (const other of [{ apiKey: 'other' }, { baseUrl: 'https://other.example' }]) {
			expect((await connect(other)).account).not.toBe(own.account);
		}
	});

	it.each(['https://api.example', 'https://API.example/', 'https://api.example:443//'])(
		'is of the same account however its address is written: %s',
		async (baseUrl) => {
			const own = await connect({ baseUrl: 'https://api.example/' });
			expect((await connect({ baseUrl })).account).toBe(own.account);
		},
	);
});
