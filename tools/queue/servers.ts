import { once } from 'node:events';
import { chown, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import pWaitFor from 'p-wait-for';
import { ClearFailure, messageOf } from '../command/failure';
import { freePort, loopback } from '../n8n/ports';
import { endTree, ownGroup } from '../n8n/processTree';
import type { Programs } from './programs';

const SECONDS_TO_COME_UP = 60;
/** Debian's user without rights: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** A server on loopback with its data in a folder that goes with it. */
export interface Server {
	readonly port: number;
	stop(): Promise<void>;
}

async function accepts(port: number): Promise<boolean> {
	const socket = connect({ port, host: loopback });
	const connected = once(socket, 'connect').then(
		() => true,
		() => false,
	);
	return await connected.finally(() => socket.destroy());
}

async function start(
	name: string,
	port: number,
	command: string,
	parameters: readonly string[],
	options: Options,
): Promise<Server> {
	const child = execa(command, parameters, { ...options, ...ownGroup, all: true, reject: false });
	const isSettled = async (): Promise<boolean> => child.exitCode !== null || (await accepts(port));
	await pWaitFor(isSettled, { interval: 100, timeout: SECONDS_TO_COME_UP * 1000 }).catch(
		() => undefined,
	);
	if (await accepts(port)) return { port, stop: async () => await endTree(child, 10_000) };
	await endTree(child, 1_000);
	const result = await child;
	const words = (result.all || messageOf(result)).slice(-2_000);
	throw new ClearFailure(`${name} did not come up. It wrote:\n${words}`);
}

/** Nothing is kept on disk. */
export async function startRedis({ redisServer, environment: env }: Programs): Promise<Server> {
	const port = await freePort();
	const settings = { port, bind: loopback, save: '', appendonly: 'no' };
	const parameters = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
	return await start('Redis', port, redisServer, parameters, { env });
}

/** With the database `postgres` and the user `postgres`, which needs no password. */
export async function startPostgres(programs: Programs, folder: string): Promise<Server> {
	const port = await freePort();
	const data = join(folder, 'postgres');
	await mkdir(data, { recursive: true });
	const isRoot = process.getuid?.() === 0;
	const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
	if (isRoot) await chown(data, NOBODY, NOBODY);
	const options = { env: programs.environment, cwd: data, ...user };
	const unsafe = ['--auth', 'trust', '--no-sync'];
	await execa(
		programs.initdb,
		['--pgdata', data, '--username', 'postgres', ...unsafe, '--locale', 'C'],
		options,
	);
	const settings = {
		port,
		listen_addresses: loopback,
		unix_socket_directories: '',
		fsync: 'off',
		max_connections: 200,
	};
	const parameters = Object.entries(settings).flatMap(([name, value]) => [
		'-c',
		`${name}=${value}`,
	]);
	return await start('PostgreSQL', port, programs.postgres, ['-D', data, ...parameters], options);
}
