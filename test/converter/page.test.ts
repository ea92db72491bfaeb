import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';

import type { Outcome } from '../../converter/page/outcome';
import { buildPage } from '../../scripts/converter/buildPage';
import { create, FLUX, START, workflow } from '../../tools/pairs/workflows';

const LARGEST = 500_000;

const between = (text: string, start: string, end: string): string => {
	const [, after = ''] = text.split(start);
	return after.split(end)[0] ?? '';
};

describe("the converter's page", () => {
	let page: string;
	let script: string;
	let packed: string;
	let worker: string;
	let policy: Readonly<Record<string, string>>;

	beforeAll(async () => {
		page = await buildPage();
		script = between(page, '<script>', '</script>');
		packed = between(page, '<script type="text/plain" id="worker">', '</script>');
		worker = gunzipSync(Buffer.from(packed, 'base64')).toString();
		const text = between(page, 'http-equiv="Content-Security-Policy" content="', '"');
		policy = Object.fromEntries(
			text.split('; ').map((rule) => {
				const [name = '', ...sources] = rule.split(' ');
				return [name, sources.join(' ')];
			}),
		);
	});

	it('has at most 500 KB, and has no compiler in it', () => {
		expect(Buffer.byteLength(page)).toBeLessThanOrEqual(LARGEST);
		expect(worker.length).toBeGreaterThan(100_000);
		expect(worker).not.toContain('createSourceFile');
	});

	it('may load nothing, send nothing, and run only its own script', () => {
		const hash = (text: string): string =>
			`'sha256-${createHash('sha256').update(text).digest('base64')}'`;
		expect(policy).toEqual({
			'default-src': "'none'",
			'script-src': hash(script),
			'style-src': hash(between(page, '<style>', '</style>')),
			'worker-src': 'blob:',
			'img-src': 'data:',
			'connect-src': "'none'",
			'form-action': "'none'",
			'base-uri': "'none'",
		});
	});

	it('sets the policy before anything that it is about', () => {
		const [before = ''] = page.split('http-equiv="Content-Security-Policy"');
		expect(before).not.toMatch(/<(?:link|script|style)/);
	});

	it('is whole: nothing in it has an address to load', () => {
		const markup = page.replace(script, '').replace(packed, '');
		expect(markup.match(/<script/g)).toHaveLength(2);
		expect(markup).not.toMatch(/\ssrc=|@import|url\(|<(?:iframe|object|embed|img|form|base)/);
		const links = [...markup.matchAll(/<link [^>]*href="([^"]{5})/g)].map(([, start]) => start);
		expect(links).toEqual(['data:']);
	});

	it('has no inline style or handler, which the policy would refuse', () => {
		expect(page.replace(script, '').replace(packed, '')).not.toMatch(/\s(?:style|on\w+)=/);
	});

	it('converts without anything of Node', async () => {
		const posted: Outcome[] = [];
		const self = {
			onmessage: (_: { data: string }): void => undefined,
			postMessage: (outcome: Outcome) => posted.push(outcome),
		};
		runInContext(
			worker,
			createContext({ self, crypto, structuredClone, TextDecoder, TextEncoder }),
		);
		self.onmessage({ data: JSON.stringify(workflow([START, create('Create', FLUX)])) });
		self.onmessage({ data: 'curl https://api.piapi.ai/account/info' });
		self.onmessage({ data: '{"model": "kling", "task_type": "lip_sync", "input": {}}' });
		self.onmessage({ data: '{' });
		expect(posted).toMatchObject([
			{ pasted: { kind: 'workflow', report: { converted: [{ node: 'Create' }] } } },
			{ pasted: { kind: 'curl', report: { converted: [{ node: 'PiAPI' }] } } },
			{ pasted: { kind: 'body', report: { converted: [{ node: 'PiAPI' }] } } },
			{ problem: expect.stringMatching(/not JSON/) as string },
		]);
	});
});

it('docs/moving.md calls what is on the page by its name', () => {
	const guide = readFileSync(join(__dirname, '..', '..', 'docs', 'moving.md'), 'utf8');
	const named = [
		'Copy nodes',
		'Choose a file',
		'Converted',
		'Not converted',
		'Check by hand',
		'API keys',
	];
	const texts = ['page.html', 'resultView.ts'].map((file) => read(join('page', file))).join();
	for (const name of named) {
		expect(guide).toContain(`**${name}**`);
		expect(texts).toContain(name);
	}
});

const root = join(__dirname, '..', '..', 'converter');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
	/(?<!\.d)\.ts$/.test(path),
);
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

it('the converter imports nothing of Node, and nothing of the scripts', () => {
	const imports = sources.flatMap((path) =>
		[...read(path).matchAll(/from '([^']+)'/g)].map(([, from = '']) => from),
	);
	const foreign = imports.filter((from) => !/^\.{1,2}\/(?!.*scripts\/)/.test(from));
	expect([...new Set(foreign)].sort()).toEqual([
		'@pkgjs/parseargs',
		'acorn',
		'n8n-workflow',
		'unbash',
	]);
	expect(sources.filter((path) => /\b(?:Buffer|process)\b/.test(read(path)))).toEqual([]);
});

it('the page never makes markup of text', () => {
	const own = sources.filter((path) => path.startsWith('page'));
	expect(own.length).toBeGreaterThan(8);
	const pattern =
		/innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\b|Function\(/;
	expect(own.filter((path) => pattern.test(read(path)))).toEqual([]);
});
