import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CheckList } from '../../scripts/release/checkList';
import { isPlaceholder, leftToAPerson } from '../../scripts/release/leftToAPerson';
import { countByKind, unneededFiles } from '../../scripts/release/neededFiles';
import { LoopbackRegistry } from '../../scripts/release/registry';
import {
	faultsOf,
	submissionChecks,
	type Manifest,
	type Submission,
} from '../../scripts/release/submission';
import { projectFolder } from '../../tools/projectFolder';
import { writeTree } from './temporaryTree';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

const own: Submission = {
	manifest: JSON.parse(read('package.json')) as Manifest,
	readme: read('README.md'),
	licence: read('LICENSE'),
	publishWorkflow: read('.github/workflows/publish.yml'),
};

const withManifest = (fields: Record<string, unknown>): Submission => ({
	...own,
	manifest: { ...own.manifest, ...fields },
});

const withWorkflow = (from: string, to: string): Submission => {
	expect(own.publishWorkflow).toContain(from);
	return { ...own, publishWorkflow: own.publishWorkflow.replace(from, to) };
};

const allFaults = (submission: Submission): string[] =>
	submissionChecks.flatMap((check) => faultsOf(check, submission));

describe('what is left to a person', () => {
	const withAddress = (email: string): string =>
		leftToAPerson(withManifest({ author: { name: 'contributors', email } })).join('\n');

	it('is to replace an address that cannot exist, and to try any other', () => {
		expect(withAddress('contributors@any.example')).toContain(
			'Replace contributors@any.example in package.json: it is a placeholder, and no mail arrives there.',
		);
		expect(withAddress('contributors@any.org')).toContain('Mail to contributors@any.org arrives.');
		expect(withAddress('contributors@any.org')).not.toContain('placeholder');
	});

	it('is an open row of the checklist as long as there is a placeholder, and nobody is sent there', () => {
		const { author } = own.manifest;
		const email = typeof author === 'object' ? (author.email ?? '') : '';
		const row = /^\| An email address .*$/m.exec(read('docs/verification/README.md'))?.[0] ?? '';
		expect(row).toMatch(isPlaceholder(email) ? /\| Open +\|.*`package\.json`/ : /\| Ready +\|/);
		const pages = ['CODE_OF_CONDUCT.md', 'SECURITY.md', 'SUPPORT.md', 'README.md'].map(read);
		expect(pages.filter((page) => /@[\w.-]+\.example\b/.test(page))).toEqual([]);
	});
});

describe('the files of the tarball', () => {
	it('are told from what nobody needs', () => {
		expect(
			unneededFiles([
				'package.json',
				'README.md',
				'LICENSE',
				'index.d.ts',
				'index.js',
				'dist/nodes/PiApi/PiApi.node.js',
				'dist/nodes/PiApi/PiApi.node.json',
				'dist/nodes/icons/piapi.dark.svg',
				'dist/credentials/PiApi.credentials.js',
			]),
		).toEqual([]);
		const strange = [
			'CHANGELOG.md',
			'tsconfig.json',
			'nodes/PiApi/PiApi.node.ts',
			'dist/nodes/PiApi/PiApi.node.d.ts',
			'dist/nodes/PiApi/PiApi.node.js.map',
			'dist/nodes/notes.json',
			'dist/test/simulator.js',
			'dist/tsconfig.tsbuildinfo',
		];
		expect(unneededFiles(['index.js', ...strange])).toEqual(strange);
	});

	it('are counted by kind', () => {
		expect(countByKind(['a.json', 'b/c.js', 'd.node.js', 'LICENSE'])).toBe(
			'2 js, 1 json, 1 LICENSE',
		);
	});
});

describe('the submission checks', () => {
	it('find nothing wrong with this package', () => {
		expect(allFaults(own)).toEqual([]);
	});

	it.each<[string, () => Submission, RegExp]>([
		['no author', () => withManifest({ author: undefined }), /"author" does not name/],
		[
			'an invented person as the author',
			() => withManifest({ author: { name: 'Jane Doe', email: 'jane@example.com' } }),
			/"author" does not name/,
		],
		[
			'an author without an address',
			() => withManifest({ author: { name: `${own.manifest.name} contributors` } }),
			/"author" has no e-mail/,
		],
		['another licence', () => withManifest({ license: 'ISC' }), /"license" is not MIT/],
		['no text of the licence', () => ({ ...own, licence: '' }), /LICENSE is not/],
		['a name of its own', () => withManifest({ name: 'piapi-nodes' }), /does not begin with/],
		['no keyword', () => withManifest({ keywords: ['piapi'] }), /The keyword/],
		[
			'a runtime dependency',
			() => withManifest({ dependencies: { axios: '1.0.0' } }),
			/"dependencies"/,
		],
		[
			'a bound version of n8n',
			() => withManifest({ peerDependencies: { 'n8n-workflow': '^2' } }),
			/"peerDependencies"/,
		],
		['no repository', () => withManifest({ repository: undefined }), /"repository" names no/],
		[
			'the homepage of another repository',
			() => withManifest({ homepage: 'https://github.com/n8n-io/n8n-nodes-starter' }),
			/"homepage" does not lead/,
		],
		[
			'the issues of another repository',
			() => withManifest({ bugs: { url: 'https://github.com/n8n-io/n8n/issues' } }),
			/"bugs" does not lead/,
		],
		['an empty readme', () => ({ ...own, readme: '' }), /README.md does not name/],
		[
			'strict mode off',
			() => withManifest({ n8n: { ...own.manifest.n8n, strict: false } }),
			/"n8n.strict"/,
		],
		[
			'another node API',
			() => withManifest({ n8n: { ...own.manifest.n8n, n8nNodesApiVersion: 2 } }),
			/"n8n.n8nNodesApiVersion"/,
		],
		['no provenance', () => withWorkflow(' --provenance', ''), /--provenance/],
		[
			'provenance in a comment only',
			() => withWorkflow('- run: npm publish', '# run: npm publish'),
			/--provenance/,
		],
		[
			'no permission to prove anything',
			() => withWorkflow('id-token: write', '# id-token: write'),
			/id-token/,
		],
		[
			'no protected environment',
			() => withWorkflow('environment: npm', 'environment: other'),
			/environment npm/,
		],
	])('find out %s', (_, submission, fault) => {
		expect(allFaults(submission()).join('\n')).toMatch(fault);
	});
});

describe('the list of checks', () => {
	const lines: string[] = [];
	const newList = (): CheckList => {
		lines.length = 0;
		return new CheckList((line) => lines.push(line));
	};

	it('tells what passed, failed and was not run, in a line that .ci/run adds up', async () => {
		const list = newList();
		expect(await list.check('one', () => undefined)).toBe(true);
		expect(await list.check('two', async () => await Promise.resolve('12 files'))).toBe(true);
		expect(list.allPassed).toBe(true);
		expect(list.summary()).toBe('Tests:       2 passed, 2 total');
		const failing = async (): Promise<never> => await Promise.reject(new Error('it is broken'));
		expect(await list.check('three', failing)).toBe(false);
		list.skip('four');
		expect(list.allPassed).toBe(false);
		expect(list.summary()).toBe('Tests:       1 failed, 1 skipped, 2 passed, 4 total');
		expect(lines.slice(0, 2)).toEqual(['ok        one', 'ok        two: 12 files']);
		expect(lines[2]).toMatch(/^failed {4}three\n {10}.*it is broken/);
		expect(lines[3]).toBe('not run   four');
	});

	it('has not passed as long as nothing was checked', () => {
		expect(newList().allPassed).toBe(false);
	});
});

describe('the registry on loopback', () => {
	it('offers the tarball to npm, whole, and nothing else', async () => {
		const tree = await writeTree({ 'package.tgz': 'packed bytes' });
		const registry = await LoopbackRegistry.offer(own.manifest, join(tree.folder, 'package.tgz'));
		const npm = async (...given: string[]): Promise<string> => {
			const settings = [`--registry=${registry.url}`, `--cache=${join(tree.folder, 'cache')}`];
			const { stdout } = await promisify(execFile)('npm', [...given, ...settings], {
				cwd: tree.folder,
				shell: process.platform === 'win32',
			});
			return stdout.trim();
		};
		try {
			const { name, version } = own.manifest;
			expect(await npm('view', `${name}@latest`, 'version')).toBe(version);
			expect(await npm('view', name, 'dist.tarball')).toContain(registry.url);
			const file = await npm('pack', `${name}@latest`, '--quiet');
			expect(readFileSync(join(tree.folder, file), 'utf8')).toBe('packed bytes');
			await expect(npm('view', 'left-pad', 'version')).rejects.toThrow(/E404/);
		} finally {
			registry.close();
			await tree.remove();
		}
	});
});
