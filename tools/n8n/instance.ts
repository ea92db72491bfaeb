import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, type ExecaChildProcess } from 'execa';
import pWaitFor from 'p-wait-for';
import { N8nClient } from './client';
import { environmentOf } from './environment';
import { ClearFailure } from '../command/failure';
import type { Installation } from './installation';
import { placePackage } from './packageFolder';
import { loopback, onFreePorts } from './ports';
import { endTree, ownGroup, signalTree } from './processTree';

/** How long n8n may take until it answers. */
export const START_SECONDS = 180;

/** Queue mode splits n8n into processes; alone it is `start`. */
export type Role = 'start' | 'worker' | 'webhook';

type Environment = Readonly<Record<string, string>>;

interface InstanceOptions {
	readonly installation: Installation;
	readonly role?: Role;
	/** The editor's port; a free one when left out. */
	readonly port?: number;
	/** n8n's data. When left out it is a temporary folder that goes with the instance. */
	readonly userFolder?: string;
	/** The built package to load; this project when left out, none when it is false. */
	readonly packageFolder?: string | false;
	readonly logLevel?: 'error' | 'warn' | 'info' | 'debug';
	/** Further environment variables for n8n, which may depend on the editor's port. */
	readonly environment?: Environment | ((port: number) => Environment);
	/** Gets all that n8n writes, as it comes. */
	readonly onOutput?: (text: string) => void;
	readonly signal?: AbortSignal;
	readonly secondsToComeUp?: number;
}

/** One running n8n on loopback, with this project's package in it unless it is to be without. */
export class N8nInstance {
	readonly url: string;
	readonly client: N8nClient;
	/** Resolves when n8n has exited, for whatever reason. */
	readonly ended: Promise<void>;
	private readonly child: ExecaChildProcess;
	private readonly written: string[] = [];

	private constructor(
		readonly userFolder: string,
		port: number,
		brokerPort: number,
		private readonly options: InstanceOptions,
	) {
		// It says at this level that a port is in use.
		const { installation, role = 'start', logLevel = 'info', environment, onOutput } = options;
		const { nodePath, command } = installation;
		this.url = `http://${loopback}:${port}`;
		this.client = new N8nClient(this.url);
		const more = typeof environment === 'function' ? environment(port) : environment;
		const own = { ...installation.environment, ...more };
		this.child = execa(nodePath, [command, role], {
			cwd: userFolder,
			env: environmentOf({ userFolder, port, brokerPort, logLevel, nodePath, own }),
			extendEnv: false,
			buffer: false,
			reject: false,
			...ownGroup,
		});
		const keep = (text: string): void => {
			this.written.push(text);
			onOutput?.(text);
		};
		for (const output of [this.child.stdout, this.child.stderr]) {
			output?.setEncoding('utf8').on('data', keep);
		}
		void this.child.once('error', ({ message }) => keep(`${message}\n`));
		this.ended = this.child.then(() => undefined);
	}

	/** Starts n8n and resolves when it answers. Fails with n8n's own text when it does not. */
	static async start(options: InstanceOptions): Promise<N8nInstance> {
		return await onFreePorts(2, async (port, brokerPort) => {
			options.signal?.throwIfAborted();
			const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-')));
			if (options.packageFolder !== false) await placePackage(userFolder, options.packageFolder);
			const instance = new N8nInstance(userFolder, options.port ?? port, brokerPort, options);
			try {
				await instance.comeUp();
				return instance;
			} catch (error) {
				await instance.stop(2_000);
				throw error;
			}
		});
	}

	/** All that n8n has written so far, standard output and errors alike. */
	get log(): string {
		return this.written.join('');
	}

	/** Ends n8n and all it started, gently at first. A given user folder stays. */
	async stop(graceMilliseconds = 10_000): Promise<void> {
		await endTree(this.child, graceMilliseconds);
		if (this.options.userFolder === undefined) {
			await rm(this.userFolder, { recursive: true, force: true });
		}
	}

	/** Ends n8n as a crash would, at once. Its folder stays, also a temporary one. */
	async crash(): Promise<void> {
		signalTree(this.child, 'SIGKILL');
		await this.ended;
	}

	private async comeUp(): Promise<void> {
		const { role = 'start', signal, secondsToComeUp = START_SECONDS } = this.options;
		const isUp = async (): Promise<boolean> => {
			const { exitCode, signalCode } = this.child;
			if (exitCode !== null || signalCode !== null) {
				throw this.notUp(`ended while it started (${signalCode ?? `exit code ${exitCode}`})`);
			}
			// Only the process that serves the editor has more to show than its health.
			return role === 'start' ? await this.client.isReady() : await this.client.isHealthy();
		};
		const fallback = (): never => {
			throw this.notUp(`did not answer in ${secondsToComeUp} s`);
		};
		await pWaitFor(isUp, {
			interval: 250,
			timeout: { milliseconds: secondsToComeUp * 1000, signal, fallback },
		});
	}

	private notUp(what: string): ClearFailure {
		const lastWords = this.log.trim().split('\n').slice(-20).join('\n');
		return new ClearFailure(`n8n ${what}. It wrote:\n${lastWords || '(nothing)'}`);
	}
}
