import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { systemClock } from '../../nodes/task/clock';
import { liveCheckCommand } from '../../scripts/check-live/command';
import { until } from '../../tools/simulator/call';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

const project = join(__dirname, '..', '..');
const command = [join('scripts', 'bootstrap.mjs'), 'check-live'];
const KEY = 'k3y-of-a-user-0123456789';

const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => {
	const { PIAPI_API_KEY: _, ...rest } = process.env;
	return { ...rest, ...more };
};

interface Outcome {
	readonly code: number;
	readonly output: string;
}

/** The command as a program of its own. */
const start = async (...given: string[]): Promise<Outcome> =>
	await new Promise((resolve) => {
		execFile(
			process.execPath,
			[...command, ...given],
			{ cwd: project, env: environment() },
			(error, output, errors) =>
				resolve({ code: error ? Number(error.code) : 0, output: `${output}${errors}` }),
		);
	});

/** The command in this process. */
const run = async (given: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Outcome> => {
	const lines: string[] = [];
	const say = (line: string): void => {
		lines.push(line);
	};
	const code = await liveCheckCommand(given, {
		environment: environment(more),
		clock: systemClock,
		signal: new AbortController().signal,
		say,
		complain: say,
	});
	return { code, output: lines.join('\n') };
};

let simulator: Simulator;
let folder: string;

beforeEach(async () => {
	simulator = await startSimulator({ apiKey: KEY, accountConcurrency: 5, taskSeconds: 1 });
	folder = await mkdtemp(join(tmpdir(), 'check-live-'));
});

afterEach(async () => {
	await simulator.close();
	await rm(folder, { recursive: true });
});

it('says without a key how to get one, and sends nothing', async () => {
	const { code, output } = await start('--base-url', simulator.url);
	expect(code).toBe(2);
	expect(output).toMatch(/PIAPI_API_KEY is not set\. Sign in at https:\/\/app\.piapi\.ai/);
	expect(simulator.ledger.requests).toEqual([]);
});

it('prints a plan without sending anything', async () => {
	const { code, output } = await run(['--dry-run', '--base-url', simulator.url], {
		PIAPI_API_KEY: KEY,
	});
	expect(code).toBe(0);
	expect(output).toContain('"model":"Qubico/flux1-schnell"');
	expect(output).toMatch(/at most \$0\.0015, the catalog estimates \S/);
	expect(output).not.toContain(KEY);
	expect(simulator.ledger.requests).toEqual([]);
});

it('lists the operations with their prices, and explains itself', async () => {
	const list = await start('--list');
	expect(list.code).toBe(0);
	expect(list.output).toMatch(/^trellis2\.image_to_3d: .*at most|^trellis2\.image_to_3d: price/m);
	expect(list.output).toMatch(
		/^flux\.txt2img:Qubico\/flux1-dev: at most \$0\.015 \(.*\), the catalog estimates \S/m,
	);
	const help = await run(['--help']);
	expect(help.code).toBe(0);
	expect(help.output).toContain('--worst-price');
});

it('refuses a cap that is too low, and creates nothing', async () => {
	const { code, output } = await run(['--cap', '0.001', '--base-url', simulator.url], {
		PIAPI_API_KEY: KEY,
	});
	expect([code, simulator.ledger.requests.length]).toEqual([2, 0]);
	expect(output).toContain('Raise --cap');
});

it('says that the key is refused, without showing it', async () => {
	const given = ['--base-url', simulator.url, '--output', folder];
	const { code, output } = await run(given, { PIAPI_API_KEY: `${KEY}-wrong` });
	expect(code).toBe(3);
	expect(output).toContain('PiAPI refuses the key');
	expect(output).not.toContain(KEY);
	expect(simulator.ledger.requestsTo('create')).toEqual([]);
});

it('says on Ctrl-C what it created, and writes the report', async () => {
	simulator.behaviour.taskSeconds = Infinity;
	const child = spawn(
		process.execPath,
		[
			...command,
			'--operation',
			'z-image.txt2img',
			'--cap',
			'0.1',
			'--base-url',
			simulator.url,
			'--output',
			folder,
		],
		{ cwd: project, env: environment({ PIAPI_API_KEY: KEY }) },
	);
	const output = text(child.stdout);
	const exit = once(child, 'exit');
	await until(() => simulator.ledger.requestsTo('status').length >= 2 || child.exitCode !== null);
	child.kill('SIGINT');
	expect(await exit).toEqual([130, null]);
	const [task, ...more] = simulator.ledger.createdTasks();
	expect(more).toEqual([]);
	expect((await output).split('Stopped early')[1]).toContain(task?.id);
	const report = await readFile(join(folder, 'report.json'), 'utf8');
	expect(report).toContain('z-image.txt2img');
	expect(report).not.toContain(task?.id);
});
