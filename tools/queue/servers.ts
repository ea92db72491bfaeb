import { execFile, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { chown, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ClearFailure } from '../command/failure';
import { freePort, loopback } from '../n8n/ports';
import { endTree, hasEnded, ownGroup } from '../n8n/processTree';
import type { Programs } from './programs';

const execute = promisify(execFile);

const SECONDS_TO_COME_UP = 60;
/** Debian's user without rights: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

const ownUser = (): { uid?: number; gid?: number } =>
	process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** A server on loopback with its data in a folder that goes with it. */
export interface Server {
	readonly port: number;
	stop(): Promise<void>;
}

const accepts = async (port: number): Promise<boolean> =>
	await new Promise((resolve) => {
		const socket = connect({ port, host: loopback });
		const tell = (yes: boolean) => (): void => {
			socket.destroy();
			resolve(yes);
		};
		socket.once('connect', tell(true)).once('error', tell(false));
	});

async function comeUp(name: string, child: ChildProcess, port: number): Promise<Server> {
	const words: string[] = [];
	for (const output of [child.stdout, child.stderr]) {
		output?.setEncoding('utf8').on('data', (text: string) => words.push(text));
	}
	child.on('error', ({ message }) => words.push(message));
	const deadline = Date.now() + SECONDS_TO_COME_UP * 1000;
	while (!(await accepts(port))) {
		if (hasEnded(child) || Date.now() > deadline) {
			await endTree(child, 1_000);
			throw new ClearFailure(`${name} did not come up. It wrote:\n${words.join('').slice(-2_000)}`);
		}
		await sleep(100);
	}
	return { port, stop: async () => await endTree(child, 10_000) };
}

const spawnOptions = ({ environment }: Programs): SpawnOptions => ({
	env: { ...process.env, ...environment },
	stdio: ['ignore', 'pipe', 'pipe'],
	...ownGroup,
});

/** Nothing is kept on disk. */
export async function startRedis(programs: Programs): Promise<Server> {
	const port = await freePort();
	const settings = { port, bind: loopback, save: '', appendonly: 'no' };
	const child = spawn(
		programs.redisServer,
		Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
		spawnOptions(programs),
	);
	return await comeUp('Redis', child, port);
}

/** With the database `postgres` and the user `postgres`, which needs no password. */
export async function startPostgres(programs: Programs, folder: string): Promise<Server> {
	const port = await freePort();
	const data = join(folder, 'postgres');
	await mkdir(data, { recursive: true });
	const user = ownUser();
	if (user.uid !== undefined) await chown(data, NOBODY, NOBODY);
	await execute(
		programs.initdb,
		['--pgdata', data, '--username', 'postgres', '--auth', 'trust', '--no-sync', '--locale', 'C'],
		{ env: { ...process.env, ...programs.environment }, cwd: data, ...user },
	);
	const settings = {
		port,
		listen_addresses: loopback,
		unix_socket_directories: '',
		fsync: 'off',
		max_connections: 200,
	};
	const child = spawn(
		programs.postgres,
		[
			'-D',
			data,
			...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
		],
		{ ...spawnOptions(programs), cwd: data, ...user },
	);
	return await comeUp('PostgreSQL', child, port);
}
