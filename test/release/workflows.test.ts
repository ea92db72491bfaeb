import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { notesOf } from '../../scripts/release/notes';
import { projectFolder } from '../../tools/projectFolder';

interface Step {
	readonly uses?: string;
	readonly run?: string;
	readonly env?: Readonly<Record<string, string>>;
}

interface Job {
	readonly needs?: string | readonly string[];
	readonly environment?: unknown;
	readonly permissions?: Readonly<Record<string, string>>;
	readonly steps: readonly Step[];
}

interface Workflow {
	readonly on: Readonly<Record<string, unknown>>;
	readonly permissions?: Readonly<Record<string, string>>;
	readonly jobs: Readonly<Record<string, Job>>;
}

const folder = join(projectFolder, '.github', 'workflows');
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

/** Lines that use an action which is neither local nor pinned to a commit with its version beside it. */
const unpinned = (text: string): string[] =>
	text
		.split('\n')
		.filter((line) => /^\s*(?:- )?uses:/.test(line))
		.filter(
			(line) =>
				!/uses: (?:\.\/|[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+){0,2}$)/.test(line.trimEnd()),
		);

describe('the workflows', () => {
	it.each(files)('%s pins every action to a commit and names its version', (file) => {
		expect(unpinned(read(file))).toEqual([]);
	});

	it('would be found out with a tag, a short commit, or a commit without its version', () => {
		const commit = 'a'.repeat(40);
		const lines = [
			'- uses: actions/checkout@v7',
			'- uses: actions/checkout@abcdef1 # v7.0.1',
			`  uses: actions/checkout@${commit}`,
			`- uses: actions/checkout@${commit} # main`,
		];
		const pinned = [`- uses: github/codeql-action/init@${commit} # v4.36.2`, '- uses: ./action'];
		expect(unpinned([...lines, ...pinned].join('\n'))).toEqual(lines);
	});

	it('use one version of each action', () => {
		const used = files.flatMap((file) =>
			[...read(file).matchAll(/uses: ([\w.-]+\/[\w.-]+)\S*@(\S+ # \S+)/g)].map(
				([, action, version]) => `${action} ${version}`,
			),
		);
		const actions = new Set(used.map((one) => one.split(' ')[0]));
		expect([...new Set(used)]).toHaveLength(actions.size);
	});

	it('run the weekly tests once more with the defaults of n8n 3', () => {
		const weekly = read('weekly.yml');
		expect(weekly).toMatch(/^\s+defaults: '3'$/m);
		expect(weekly).toContain('N8N_DEFAULTS_OF: ${{ matrix.defaults }}');
	});
});

describe('the publish workflow', () => {
	const { on, permissions, jobs } = parse(read('publish.yml')) as Workflow;
	const commands = (job?: Job): string => (job?.steps ?? []).map(({ run }) => run ?? '').join('\n');
	const jobThatRuns = (command: RegExp): [string, Job] => {
		const found = Object.entries(jobs).filter(([, job]) => command.test(commands(job)));
		expect(found).toHaveLength(1);
		return found[0] as [string, Job];
	};
	const [testing, tests] = jobThatRuns(/^\.ci\/run$/m);
	const [publishing, publish] = jobThatRuns(/^npm publish /m);
	const [, release] = jobThatRuns(/^gh release create /m);

	it('starts with a tag of a version only', () => {
		expect(on).toEqual({ push: { tags: ['v*'] } });
	});

	it('tests before it publishes, and publishes before it makes the release', () => {
		expect(publish.needs).toBe(testing);
		expect(release.needs).toBe(publishing);
		expect(commands(tests)).toContain('test "$GITHUB_REF_NAME" = "v$(node --print');
	});

	it('publishes from the protected environment, with provenance', () => {
		expect(publish.environment).toBe('npm');
		expect(commands(publish)).toMatch(/^npm publish \.\/\*\.tgz --provenance --access public$/m);
		expect(commands(publish)).toMatch(/^npm install --global npm@\d+\.\d+\.\d+$/m);
	});

	it('gives each job the permission that it needs, and only the tests the code of the project', () => {
		expect(permissions).toEqual({});
		expect(Object.values(jobs)).toHaveLength(3);
		expect([tests, publish, release].map((job) => job.permissions)).toEqual([
			{ contents: 'read' },
			{ 'id-token': 'write' },
			{ contents: 'write' },
		]);
		const checkingOut = Object.values(jobs).filter(({ steps }) =>
			steps.some(({ uses = '' }) => uses.startsWith('actions/checkout@')),
		);
		expect(checkingOut).toEqual([tests]);
		expect(read('publish.yml')).not.toContain('secrets.');
	});

	it('makes a release with the tarball that was tested, and its checksum', () => {
		expect(commands(tests)).toMatch(/^npm pack .*--pack-destination release$/m);
		expect(commands(tests)).toMatch(/^sha256sum \*\.tgz > SHA256SUMS$/m);
		expect(commands(release)).toMatch(/^sha256sum --check SHA256SUMS$/m);
		expect(commands(release)).toMatch(
			/^gh release create .+ \.\/\*\.tgz SHA256SUMS .*--verify-tag/m,
		);
		expect(commands(tests)).toContain('scripts/release-notes.ts > release/notes.md');
		expect(commands(release)).toContain('--notes-file notes.md');
	});
});

describe('the notes of a release', () => {
	const changelog = [
		'# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2027-01-31\n\n### Added\n\n- A node.',
		'\n\n## [0.1.0] - unreleased\n\n- Old.\n\n[0.2.0]: https://example.com/0.2.0\n',
	].join('');

	it('are the section of the version', () => {
		expect(notesOf(changelog, '0.2.0')).toBe('### Added\n\n- A node.');
	});

	it('end before the links at the end of the changelog', () => {
		const dated = changelog.replace('unreleased', '2026-12-31');
		expect(notesOf(dated, '0.1.0')).toBe('- Old.');
	});

	it.each([
		['0.1.0', /\[0\.1\.0\] has no date/],
		['0.3.0', /no section \[0\.3\.0\]/],
		['Unreleased', /\[Unreleased\] has no date/],
	])('are refused for %s', (version, fault) => {
		expect(() => notesOf(changelog, version)).toThrow(fault);
	});
});
