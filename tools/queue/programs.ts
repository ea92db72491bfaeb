import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheRoot, fillOnce } from '../n8n/cacheFolder';
import { ClearFailure, messageOf } from '../command/failure';
import { findProgram } from '../command/findProgram';

/** What queue mode needs besides n8n. */
export interface Programs {
	readonly redisServer: string;
	readonly initdb: string;
	readonly postgres: string;
	/** To be added to the environment of these programs. */
	readonly environment: Readonly<Record<string, string>>;
}

/** Debian's packages, without those that every system has. */
const REDIS = ['redis-tools', 'liblzf1', 'libjemalloc2', 'libatomic1'];
const POSTGRES_VERSION = '15';
const POSTGRES = [
	`postgresql-${POSTGRES_VERSION}`,
	'postgresql-common',
	'libpq5',
	'libllvm14',
	'libxml2',
	'libldap-2.5-0',
	'libsasl2-2',
];

const POSTGRES_HOME = '/usr/lib/postgresql';

/** Debian keeps each version of PostgreSQL in a folder of its own, outside the PATH. */
function installedPostgres(root = ''): string | undefined {
	const home = join(root, POSTGRES_HOME);
	const versions = existsSync(home) ? readdirSync(home) : [];
	return versions
		.map((version) => join(home, version, 'bin'))
		.find((folder) => existsSync(join(folder, 'postgres')));
}

async function download(packages: readonly string[], folder: string): Promise<void> {
	const fetchAll = async (): Promise<unknown> =>
		await execa('apt-get', ['download', ...packages], { cwd: folder });
	try {
		await fetchAll();
	} catch {
		// A fresh system has no lists of packages yet, or old ones.
		await execa('apt-get', ['update']);
		await fetchAll();
	}
}

/** Unpacks packages into the cache: nothing is installed, and no service starts. */
async function unpacked(
	name: string,
	packages: readonly string[],
	say: (line: string) => void,
): Promise<string> {
	const lock = { onWait: () => say(`Another process is fetching ${name}; waiting for it …`) };
	return await fillOnce(join(cacheRoot(), name), lock, async (folder) => {
		say(`Fetching ${name} from Debian …`);
		try {
			await download(packages, folder);
			for (const file of readdirSync(folder).filter((found) => found.endsWith('.deb'))) {
				await execa('dpkg-deb', ['--extract', file, '.'], { cwd: folder });
			}
		} catch (error) {
			throw new ClearFailure(
				`${name} is not on this machine and cannot be fetched: ${messageOf(error)}\n` +
					'Install redis-server and postgresql by your system, then run the command again.',
			);
		}
		return { packages };
	});
}

const librariesOf = (root: string): string[] =>
	['usr/lib', 'lib'].flatMap((folder) =>
		['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((machine) => join(root, folder, machine)),
	);

/** Finds Redis and PostgreSQL on this machine, or fetches them from Debian's packages. */
export async function ensurePrograms(say: (line: string) => void): Promise<Programs> {
	const libraries: string[] = [];
	let redisServer = findProgram('redis-server');
	if (redisServer === undefined) {
		const root = await unpacked('redis', REDIS, say);
		libraries.push(...librariesOf(root));
		redisServer = join(root, 'redis-server');
		// Debian has the server and the program that checks its files in one, told apart by the name.
		if (!existsSync(redisServer)) symlinkSync('usr/bin/redis-check-rdb', redisServer);
	}
	let folder = installedPostgres();
	if (folder === undefined) {
		const root = await unpacked(`postgresql-${POSTGRES_VERSION}`, POSTGRES, say);
		libraries.push(...librariesOf(root));
		folder = installedPostgres(root) ?? '';
	}
	return {
		redisServer,
		initdb: join(folder, 'initdb'),
		postgres: join(folder, 'postgres'),
		environment: { LD_LIBRARY_PATH: [...libraries, process.env.LD_LIBRARY_PATH ?? ''].join(':') },
	};
}
