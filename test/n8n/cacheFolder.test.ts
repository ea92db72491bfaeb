import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheRoot, fillOnce, isComplete } from '../../tools/n8n/cacheFolder';
import { withLock, type LockOptions } from '../../tools/n8n/lock';

/** Above any process id that a system returns. */
const deadProcess = 2 ** 30;

describe('the cache that n8n is kept in', () => {
	let root: string;
	let folder: string;
	let waits: number;
	const lock: LockOptions = { onWait: () => (waits += 1) };

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
				await new Promise((resolve) => setTimeout(resolve, 100));
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
		expect(await isComplete(folder)).toBe(false);
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

	it('takes the lock of a process that is gone', async () => {
		const lockFolder = `${folder}.lock`;
		await mkdir(lockFolder);
		const owner = { token: 'old', processId: deadProcess, host: hostname() };
		await writeFile(join(lockFolder, 'owner.json'), JSON.stringify(owner));
		await fillOnce(folder, lock, fillWith('mine'));
		expect(await content()).toBe('mine');
		expect(waits).toBe(0);
	});

	it('leaves the lock of a process that lives, and takes it once it has been silent', async () => {
		const lockFolder = `${folder}.lock`;
		await mkdir(lockFolder);
		const owner = { token: 'theirs', processId: process.pid, host: hostname() };
		await writeFile(join(lockFolder, 'owner.json'), JSON.stringify(owner));
		const patience = AbortSignal.timeout(700);
		const waiting = withLock(lockFolder, { ...lock, signal: patience }, async () => 'taken');
		await expect(waiting).rejects.toThrow();
		expect(waits).toBe(1);
		const quick = { ...lock, deadAfterMilliseconds: 1 };
		expect(await withLock(lockFolder, quick, async () => 'taken')).toBe('taken');
	});

	it('says so when it cannot be written', async () => {
		const file = join(root, 'file');
		await writeFile(file, '');
		await expect(fillOnce(join(file, 'thing'), lock, fillWith('x'))).rejects.toThrow(
			'N8N_NODES_PIAPI_CACHE',
		);
	});

	it('lies where the environment says', () => {
		expect(cacheRoot({ N8N_NODES_PIAPI_CACHE: '/my/cache' })).toBe('/my/cache');
		expect(cacheRoot({ XDG_CACHE_HOME: join('/', 'xdg') })).toBe(
			join('/', 'xdg', 'n8n-nodes-piapi-unified'),
		);
	});
});
