import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pWaitFor from 'p-wait-for';
import { cacheRoot, fillOnce, isComplete, type FillOptions } from '../../tools/n8n/cacheFolder';

describe('the cache that n8n is kept in', () => {
	let root: string;
	let folder: string;
	let waits: number;
	const lock: FillOptions = { onWait: () => (waits += 1) };

	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), 'cache-test-'));
		folder = join(root, 'thing-1.0.0');
		waits = 0;
	});

	afterEach(async () => await rm(root, { recursive: true, force: true }));

	const fillWith = (content: string) => async (empty: string) => {
		await writeFile(join(empty, 'content.txt'), content);
		return { content };
	};

	const content = async (): Promise<string> => await readFile(join(folder, 'content.txt'), 'utf8');

	it('is filled once, and then left alone', async () => {
		await fillOnce(folder, lock, fillWith('first'));
		await fillOnce(folder, lock, fillWith('second'));
		expect(await content()).toBe('first');
		expect(await readdir(root)).toEqual(['thing-1.0.0']);
	});

	it('is filled by one of two that want it at the same time', async () => {
		const filled: string[] = [];
		const want = async (name: string): Promise<string> =>
			await fillOnce(folder, lock, async (empty) => {
				filled.push(name);
				await pWaitFor(() => waits === 1);
				return await fillWith(name)(empty);
			});
		await Promise.all([want('one'), want('two')]);
		expect(filled).toHaveLength(1);
		expect(waits).toBe(1);
		expect(await content()).toBe(filled[0]);
	});

	it('is not complete after a fill that failed, and the next one repairs it', async () => {
		const failing = fillOnce(folder, lock, async (empty) => {
			await fillWith('half')(empty);
			throw new Error('the network went away');
		});
		await expect(failing).rejects.toThrow('the network went away');
		expect(isComplete(folder)).toBe(false);
		await fillOnce(folder, lock, fillWith('whole'));
		expect(await content()).toBe('whole');
		expect(await readdir(root)).toEqual(['thing-1.0.0']);
	});

	it('is filled again where it lies there without its marker', async () => {
		await mkdir(folder);
		await writeFile(join(folder, 'content.txt'), 'of unknown origin');
		await fillOnce(folder, lock, fillWith('known'));
		expect(await content()).toBe('known');
	});

	it('takes the lock of a process that was killed, and removes what it left', async () => {
		await mkdir(`${folder}.partial-of-another`);
		await mkdir(`${folder}.lock`);
		const lastHeartbeat = new Date(Date.now() - 60_000);
		await utimes(`${folder}.lock`, lastHeartbeat, lastHeartbeat);
		await fillOnce(folder, lock, fillWith('mine'));
		expect(await content()).toBe('mine');
		expect(waits).toBe(0);
		expect(await readdir(root)).toEqual(['thing-1.0.0']);
	});

	it('leaves the lock of a process that lives', async () => {
		await mkdir(`${folder}.lock`);
		const signal = AbortSignal.timeout(700);
		await expect(fillOnce(folder, { ...lock, signal }, fillWith('mine'))).rejects.toThrow();
		expect(waits).toBe(1);
		expect(await readdir(root)).toEqual(['thing-1.0.0.lock']);
	});

	it('says so when it cannot be written', async () => {
		const file = join(root, 'file');
		await writeFile(file, '');
		await expect(fillOnce(join(file, 'thing'), lock, fillWith('x'))).rejects.toThrow(
			'N8N_NODES_PIAPI_CACHE',
		);
	});

	it('lies where the environment says, or where the system keeps caches', () => {
		const { N8N_NODES_PIAPI_CACHE: _, ...others } = process.env;
		const environment = jest.replaceProperty(process, 'env', others);
		expect(cacheRoot()).toMatch(/cache.*n8n-nodes-piapi-unified/i);
		environment.replaceValue({ ...others, N8N_NODES_PIAPI_CACHE: '/my/cache' });
		expect(cacheRoot()).toBe('/my/cache');
		environment.restore();
	});
});
