import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { environmentOf } from '../../tools/n8n/environment';
import { ensureN8n } from '../../tools/n8n/installation';
import { projectFolder } from '../../tools/projectFolder';
import type { WorkflowFile } from '../../converter/workflow/workflowFile';
import { credentialDataFor } from '../../tools/n8n/sharedSession';
import type { Simulator } from '../../tools/simulator/simulator';

/** The output of a run. */
export interface EngineRun {
	/** The node that failed, and why. */
	readonly failure?: string;
	/** By node, run and output: the JSON of the items. */
	readonly outputs: Readonly<Record<string, ReadonlyArray<ReadonlyArray<readonly unknown[]>>>>;
}

/** A run that is not over by then has no end. */
const LIMIT_SECONDS = 60;

/** n8n's engine with n8n's own nodes, in a process of its own that runs many workflows side by side. */
export class WorkflowEngine {
	private readonly open = new Map<string, (run: EngineRun) => void>();

	private written = '';

	private runs = 0;

	private constructor(
		private readonly process: ChildProcess,
		private readonly userFolder: string,
	) {
		process.stderr?.setEncoding('utf8').on('data', (text: string) => {
			this.written += text;
		});
		if (process.stdout === null) throw new Error('The engine has no output');
		createInterface({ input: process.stdout }).on('line', (line) => {
			const { id, ...run } = JSON.parse(line) as EngineRun & { id: string };
			this.open.get(id)?.(run);
			this.open.delete(id);
		});
		process.once('exit', () => {
			for (const end of this.open.values()) {
				end({ failure: `The engine ended. ${this.written}`, outputs: {} });
			}
		});
	}

	static async start(): Promise<WorkflowEngine> {
		const { nodePath, modulesFolder } = await ensureN8n({ say: () => undefined });
		const userFolder = await mkdtemp(join(tmpdir(), 'n8n-engine-'));
		const program = join(projectFolder, 'test', 'n8n', 'engineProgram.js');
		const child = spawn(nodePath, [program, modulesFolder, projectFolder], {
			env: environmentOf({
				userFolder,
				port: 0,
				brokerPort: 0,
				logLevel: 'silent',
				nodePath,
				// Else the runner of Code nodes freezes what all of n8n uses.
				own: { NODE_ENV: 'test', N8N_ENCRYPTION_KEY: 'a key for tests only' },
			}),
			stdio: ['pipe', 'pipe', 'pipe'],
		});
		return new WorkflowEngine(child, userFolder);
	}

	/** Runs a workflow from "Start"; nodes of this package use the simulator. */
	async run(
		{ nodes, connections }: WorkflowFile,
		simulator: Simulator,
		subWorkflows: Readonly<Record<string, WorkflowFile>> = {},
	): Promise<EngineRun> {
		this.runs += 1;
		const id = String(this.runs);
		const credential = credentialDataFor(simulator);
		const workflow = { nodes, connections, credential, subWorkflows };
		return await new Promise((resolve) => {
			const timer = setTimeout(() => {
				this.open.delete(id);
				resolve({ failure: 'The run does not end', outputs: {} });
			}, LIMIT_SECONDS * 1000);
			this.open.set(id, (run) => {
				clearTimeout(timer);
				resolve(run);
			});
			this.process.stdin?.write(`${JSON.stringify({ id, workflow, start: 'Start' })}\n`);
		});
	}

	async stop(): Promise<void> {
		this.process.stdin?.end();
		this.process.kill();
		await rm(this.userFolder, { recursive: true, force: true, maxRetries: 5 });
	}
}
