import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execa, type Options } from 'execa';
import pWaitFor from 'p-wait-for';
import { ClearFailure, messageOf } from '../command/failure';
import { loopback, onFreePorts } from '../n8n/ports';
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

/** Both servers say so. A connection would not tell whose server took it. */
const READY = /ready to accept connections/i;

async function start(
	name: string,
	command: string,
	parametersFor: (port: number) => readonly string[],
	options: Options,
): Promise<Server> {
	return await onFreePorts(1, async (port) => {
		const own = { ...options, ...ownGroup, all: true, reject: false } as const;
		const child = execa(command, parametersFor(port), own);
		let written = '';
		child.all?.on('data', (data: Buffer) => (written += data.toString()));
		let isOver = false;
		const result = child.finally(() => (isOver = true));
		await pWaitFor(() => isOver || READY.test(written), {
			interval: 100,
			timeout: SECONDS_TO_COME_UP * 1000,
		}).catch(() => undefined);
		if (!isOver && READY.test(written)) {
			return { port, stop: async () => await endTree(child, 10_000) };
		}
		await endTree(child, 1_000);
		const words = (written || messageOf(await result)).slice(-2_000);
		throw new ClearFailure(`${name} did not come up. It wrote:\n${words}`);
	});
}

/** Nothing is kept on disk. */
export async function startRedis({ redisServer, environment: env }: Programs): Promise<Server> {
	const parameters = (port: number): string[] =>
		Object.entries({ port, bind: loopback, save: '', appendonly: 'no' }).flatMap(
			([name, value]) => [`--${name}`, `${value}`],
		);
	return await start('Redis', redisServer, parameters, { env });
}

/** With the database `postgres` and the user `postgres`, which needs no password. */
export async function startPostgres(programs: Programs, folder: string): Promise<Server> {
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
		listen_addresses: loopback,
		unix_socket_directories: '',
		fsync: 'off',
		max_connections: 200,
	};
	const parameters = (port: number): string[] =>
		Object.entries({ port, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	return await start(
		'PostgreSQL',
		programs.postgres,
		(port) => ['-D', data, ...parameters(port)],
		options,
	);
}
