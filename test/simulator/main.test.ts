import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { projectFolder } from '../../tools/projectFolder';

const started = new Set<ChildProcess>();

const start = (...given: string[]): ChildProcess => {
	const script = join(projectFolder, 'scripts', 'simulator.ts');
	const child = spawn(process.execPath, ['--import', 'tsx', script, ...given], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	started.add(child);
	return child;
};

/** What the program has written when it ends, or when this text is there. */
const outputOf = async (child: ChildProcess, last?: string): Promise<string> =>
	await new Promise((resolve) => {
		let text = '';
		child.stdout?.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			if (last !== undefined && text.includes(last)) resolve(text);
		});
		child.once('exit', () => resolve(text));
	});

afterEach(() => {
	for (const child of started) child.kill();
	started.clear();
});

const PROVOKED = [
	'fail: moderation',
	'fail: credit',
	'fail: image',
	'refuse 402',
	'refuse 403',
	'slow',
	'lose answer',
];

describe('npm run simulator', () => {
	it('lists its options and what provokes a problem', async () => {
		const help = await outputOf(start('--help'));
		for (const text of ['--no-upload', '--html', '--recorded', ...PROVOKED]) {
			expect(help).toContain(`\n  ${text} `);
		}
	});

	it('does as it is told, and prints what provokes a problem', async () => {
		const child = start('--port', '0', '--no-upload', '--task-seconds', '0');
		const said = await outputOf(child, 'lose answer');
		for (const text of PROVOKED) expect(said).toContain(`\n  ${text} `);
		const [, url] = /Base URL +(\S+)/.exec(said) ?? [];
		const [, uploadUrl] = /File Upload URL +(\S+)/.exec(said) ?? [];
		const headers = { 'x-api-key': 'simulator-key', 'content-type': 'application/json' };
		const upload = await fetch(`${uploadUrl}/api/ephemeral_resource`, { method: 'POST', headers });
		expect(upload.status).toBe(403);
		const body = { model: 'midjourney', task_type: 'imagine', input: { prompt: 'refuse 402' } };
		const refused = await fetch(`${url}/api/v1/task`, {
			method: 'POST',
			headers,
			body: JSON.stringify(body),
		});
		expect(refused.status).toBe(402);
	});

	it('answers with a login page', async () => {
		const said = await outputOf(start('--port', '0', '--html'), 'lose answer');
		const [, url] = /Base URL +(\S+)/.exec(said) ?? [];
		expect(await (await fetch(`${url}/account/info`)).text()).toContain('<form');
	});
});
