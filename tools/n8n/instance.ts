import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8nClient } from './client';
import { environmentOf } from './environment';
import { ClearFailure, messageOf } from '../command/failure';
import type { Installation } from './installation';
import { placePackage } from './packageFolder';
import { freePort } from './ports';
import { endTree, hasEnded, ownGroup, signalTree } from './processTree';

/** How many free ports are tried. */
const MOST_PORTS = 3;

/** Queue mode splits n8n into processes; alone it is `start`. */
export type Role = 'start' | 'worker' | 'webhook';

export interface InstanceOptions {
	readonly installation: Installation;
	readonly role?: Role;
	/** The editor's port; a free one when left out. */
	readonly port?: number;
	/** n8n's data. When left out it is a temporary folder that goes with the instance. */
	readonly userFolder?: string;
	/** The built package to load; this project when left out, none when it is false. */
	readonly packageFolder?: string | false;
	readonly logLevel?: 'error' | 'warn' | 'info' | 'debug';
	/** Further environment variables for n8n. */
	readonly environment?: Readonly<Record<string, string>>;
	/** Gets all that n8n writes, as it comes. */
	readonly onOutput?: (text: string) => void;
	readonly signal?: AbortSignal;
	readonly secondsToComeUp?: number;
}

/** One running n8n on loopback, with this project's package in it unless it is to be without. */
export class N8nInstance {
	readonly client: N8nClient;

	private constructor(
		readonly url: string,
		readonly userFolder: string,
		private readonly ownsUserFolder: boolean,
		private readonly process: ChildProcess,
		private readonly written: string[],
		private readonly role: Role,
	) {
		this.client = new N8nClient(url);
	}

	/** Starts n8n and resolves when it answers. Fails with n8n's own text when it does not. */
	static async start(options: InstanceOptions): Promise<N8nInstance> {
		for (let tries = 1; ; tries++) {
			try {
				return await N8nInstance.startOnce(options);
			} catch (error) {
				// Another program may take a free port before n8n does.
				const isTaken = /port \d+ is already in use/.test(messageOf(error));
				if (!isTaken || options.port !== undefined || tries === MOST_PORTS) throw error;
			}
		}
	}

	private static async startOnce(options: InstanceOptions): Promise<N8nInstance> {
		const ownsUserFolder = options.userFolder === undefined;
		const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-')));
		const removeOwnFolder = async (): Promise<void> => {
			if (ownsUserFolder) await rm(userFolder, { recursive: true, force: true });
		};
		try {
			if (options.packageFolder !== false) await placePackage(userFolder, options.packageFolder);
			const port = options.port ?? (await freePort());
			const written: string[] = [];
			const child = await launch(options, userFolder, port, written);
			const url = `http://127.0.0.1:${port}`;
			const instance = new N8nInstance(
				url,
				userFolder,
				ownsUserFolder,
				child,
				written,
				options.role ?? 'start',
			);
			await instance.comeUp(options);
			return instance;
		} catch (error) {
			await removeOwnFolder();
			throw error;
		}
	}

	/** All that n8n has written so far, standard output and errors alike. */
	get log(): string {
		return this.written.join('');
	}

	/** Resolves when n8n has exited, for whatever reason. */
	get ended(): Promise<void> {
		return hasEnded(this.process)
			? Promise.resolve()
			: new Promise((resolve) => this.process.once('exit', () => resolve()));
	}

	/** Ends n8n and all it started, gently at first. A given user folder stays. */
	async stop(graceMilliseconds = 10_000): Promise<void> {
		await endTree(this.process, graceMilliseconds);
		if (this.ownsUserFolder) await rm(this.userFolder, { recursive: true, force: true });
	}

	/** Ends n8n as a crash would, at once. Its folder stays, also a temporary one. */
	async crash(): Promise<void> {
		const ended = this.ended;
		signalTree(this.process, 'SIGKILL');
		await ended;
	}

	/** Only the process that serves the editor has more to show than its health. */
	private async isReady(): Promise<boolean> {
		return this.role === 'start' ? await this.client.isReady() : await this.client.isHealthy();
	}

	private async comeUp({ signal, secondsToComeUp = 180 }: InstanceOptions): Promise<void> {
		const deadline = Date.now() + secondsToComeUp * 1000;
		try {
			while (!(await this.isReady())) {
				signal?.throwIfAborted();
				if (hasEnded(this.process)) {
					const { exitCode, signalCode } = this.process;
					throw this.notUp(`ended while it started (${signalCode ?? `exit code ${exitCode}`})`);
				}
				if (Date.now() > deadline) throw this.notUp(`did not answer in ${secondsToComeUp} s`);
				await sleep(250, undefined, { signal });
			}
		} catch (error) {
			await endTree(this.process, 2_000);
			throw error;
		}
	}

	private notUp(what: string): ClearFailure {
		const lastWords = this.log.trim().split('\n').slice(-20).join('\n');
		return new ClearFailure(`n8n ${what}. It wrote:\n${lastWords || '(nothing)'}`);
	}
}

async function launch(
	options: InstanceOptions,
	userFolder: string,
	port: number,
	written: string[],
): Promise<ChildProcess> {
	options.signal?.throwIfAborted();
	const { nodePath, command, environment } = options.installation;
	const child = spawn(nodePath, [command, options.role ?? 'start'], {
		cwd: userFolder,
		env: environmentOf({
			userFolder,
			port,
			brokerPort: await freePort(),
			logLevel: options.logLevel ?? 'warn',
			nodePath,
			own: { ...environment, ...options.environment },
		}),
		stdio: ['ignore', 'pipe', 'pipe'],
		...ownGroup,
	});
	const keep = (text: string): void => {
		written.push(text);
		options.onOutput?.(text);
	};
	for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', keep);
	child.on('error', (error) => keep(`${error.message}\n`));
	return child;
}
