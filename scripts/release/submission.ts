/** The fields of package.json that a submission to n8n is judged by. */
export interface Manifest {
	readonly name: string;
	readonly version: string;
	readonly license?: string;
	readonly keywords?: readonly string[];
	readonly author?: string | { readonly name?: string; readonly email?: string };
	readonly homepage?: string;
	readonly bugs?: { readonly url?: string };
	readonly repository?: { readonly type?: string; readonly url?: string };
	readonly peerDependencies?: Readonly<Record<string, string>>;
	readonly n8n?: { readonly n8nNodesApiVersion?: number; readonly strict?: boolean };
	readonly [field: string]: unknown;
}

export interface Submission {
	readonly manifest: Manifest;
	readonly readme: string;
	readonly licence: string;
	/** The workflow of GitHub Actions that publishes. */
	readonly publishWorkflow: string;
}

export interface SubmissionCheck {
	readonly name: string;
	/** What is wrong; empty when nothing is. */
	readonly faults: (submission: Submission) => readonly string[];
}

/** Turns `[holds, what to say when it does not]` into faults. */
const unless = (...conditions: ReadonlyArray<readonly [holds: boolean, fault: string]>): string[] =>
	conditions.filter(([holds]) => !holds).map(([, fault]) => fault);

/** `owner/name` of a repository at GitHub that some address leads to. */
const repositoryIn = (address = ''): string | undefined =>
	/^(?:git\+)?https:\/\/github\.com\/([^/#]+\/[^/#]+?)(?:\.git)?(?:[/#].*)?$/.exec(address)?.[1];

function repositoryFaults({ manifest }: Submission): string[] {
	const repository = repositoryIn(manifest.repository?.url);
	if (repository === undefined) return ['"repository" names no repository at GitHub.'];
	return unless(
		[repositoryIn(manifest.homepage) === repository, `"homepage" does not lead to ${repository}.`],
		[repositoryIn(manifest.bugs?.url) === repository, `"bugs" does not lead to ${repository}.`],
	);
}

/** The project has no single author, so a person's name here would be an invented one. */
function authorFaults({ manifest: { author, name } }: Submission): string[] {
	const given = typeof author === 'object' ? author : {};
	return unless(
		[given.name === `${name} contributors`, `"author" does not name the "${name} contributors".`],
		[/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given.email ?? ''), '"author" has no e-mail address.'],
	);
}

const runtimeFields = [
	'dependencies',
	'optionalDependencies',
	'bundleDependencies',
	'bundledDependencies',
	'overrides',
];

function dependencyFaults({ manifest }: Submission): string[] {
	const { peerDependencies = {} } = manifest;
	return [
		...runtimeFields
			.filter((field) => manifest[field] !== undefined)
			.map((field) => `package.json has "${field}".`),
		...unless([
			JSON.stringify(peerDependencies) === '{"n8n-workflow":"*"}',
			'"peerDependencies" is not just n8n-workflow in any version.',
		]),
	];
}

/** A line of the workflow that is not commented out. */
const hasLine = (workflow: string, pattern: RegExp): boolean =>
	workflow.split('\n').some((line) => pattern.test(line));

const publishFaults = ({ publishWorkflow }: Submission): string[] =>
	unless(
		[
			hasLine(publishWorkflow, /^\s*(?:- )?(?:run: )?npm publish\b.*\s--provenance\b/),
			'The publish workflow does not publish with --provenance.',
		],
		[
			hasLine(publishWorkflow, /^\s*id-token: write\s*$/),
			'The publish workflow has no permission id-token: write.',
		],
		[
			hasLine(publishWorkflow, /^\s*environment: npm\s*$/),
			'The publish workflow does not use the protected environment npm.',
		],
	);

/** What n8n asks of a package that is handed in for verification, as far as files can show it. */
export const submissionChecks: readonly SubmissionCheck[] = [
	{ name: 'The author is the project, with an e-mail address', faults: authorFaults },
	{
		name: 'The licence is MIT',
		faults: ({ manifest, licence }) =>
			unless(
				[manifest.license === 'MIT', '"license" is not MIT.'],
				[licence.startsWith('MIT License'), 'LICENSE is not the MIT licence.'],
			),
	},
	{
		name: "The name and the keywords are those of n8n's community nodes",
		faults: ({ manifest: { name, keywords = [] } }) =>
			unless(
				[/^(@[^/]+\/)?n8n-nodes-/.test(name), `The name ${name} does not begin with n8n-nodes-.`],
				[
					keywords.includes('n8n-community-node-package'),
					'The keyword n8n-community-node-package is missing.',
				],
			),
	},
	{ name: 'It depends on nothing but n8n', faults: dependencyFaults },
	{ name: 'Repository, homepage and bugs agree', faults: repositoryFaults },
	{
		name: 'The readme tells of the installation, the credential and the examples',
		faults: ({ manifest, readme }) =>
			unless(
				[readme.includes(manifest.name), 'README.md does not name the package.'],
				[/credential/i.test(readme), 'README.md does not tell of the credential.'],
				[readme.includes('(examples/'), 'README.md links no example.'],
			),
	},
	{
		name: "n8n's strict mode is on, with node API version 1",
		faults: ({ manifest: { n8n = {} } }) =>
			unless(
				[n8n.strict === true, '"n8n.strict" is not true.'],
				[n8n.n8nNodesApiVersion === 1, '"n8n.n8nNodesApiVersion" is not 1.'],
			),
	},
	{ name: 'It is published with provenance, from a protected environment', faults: publishFaults },
];
