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

type Condition = readonly [holds: boolean, fault: string];

interface SubmissionCheck {
	readonly name: string;
	readonly conditions: (submission: Submission) => readonly Condition[];
}

/** What is wrong; empty when nothing is. */
export const faultsOf = ({ conditions }: SubmissionCheck, submission: Submission): string[] =>
	conditions(submission)
		.filter(([holds]) => !holds)
		.map(([, fault]) => fault);

/** `owner/name` of a repository at GitHub that some address leads to. */
const repositoryIn = (address = ''): string | undefined =>
	/^(?:git\+)?https:\/\/github\.com\/([^/#]+\/[^/#]+?)(?:\.git)?(?:[/#].*)?$/.exec(address)?.[1];

function repositoryConditions({ manifest }: Submission): Condition[] {
	const repository = repositoryIn(manifest.repository?.url);
	if (repository === undefined) return [[false, '"repository" names no repository at GitHub.']];
	return [
		[repositoryIn(manifest.homepage) === repository, `"homepage" does not lead to ${repository}.`],
		[repositoryIn(manifest.bugs?.url) === repository, `"bugs" does not lead to ${repository}.`],
	];
}

/** The project has no single author, so a person's name here would be an invented one. */
function authorConditions({ manifest: { author, name } }: Submission): Condition[] {
	const given = typeof author === 'object' ? author : {};
	return [
		[given.name === `${name} contributors`, `"author" does not name the "${name} contributors".`],
		[/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(given.email ?? ''), '"author" has no e-mail address.'],
	];
}

const runtimeFields = [
	...['dependencies', 'optionalDependencies', 'overrides'],
	...['bundleDependencies', 'bundledDependencies'],
];

/** Lines of the publish workflow that must be there, not commented out. */
const publishLines: ReadonlyArray<readonly [line: RegExp, fault: string]> = [
	[/^\s*(?:- )?(?:run: )?npm publish\b.*\s--provenance\b/m, 'does not publish with --provenance.'],
	[/^\s*id-token: write\s*$/m, 'has no permission id-token: write.'],
	[/^\s*environment: npm\s*$/m, 'does not use the protected environment npm.'],
];

/** What n8n asks of a package that is handed in for verification, as far as files can show it. */
export const submissionChecks: readonly SubmissionCheck[] = [
	{
		name: 'The author is the project, with an e-mail address',
		conditions: authorConditions,
	},
	{
		name: 'The licence is MIT',
		conditions: ({ manifest, licence }) => [
			[manifest.license === 'MIT', '"license" is not MIT.'],
			[licence.startsWith('MIT License'), 'LICENSE is not the MIT licence.'],
		],
	},
	{
		name: "The name and the keywords are those of n8n's community nodes",
		conditions: ({ manifest: { name, keywords = [] } }) => [
			[/^(@[^/]+\/)?n8n-nodes-/.test(name), `The name ${name} does not begin with n8n-nodes-.`],
			[
				keywords.includes('n8n-community-node-package'),
				'The keyword n8n-community-node-package is missing.',
			],
		],
	},
	{
		name: 'It depends on nothing but n8n',
		conditions: ({ manifest }) => [
			...runtimeFields.map((field): Condition => [
				manifest[field] === undefined,
				`package.json has "${field}".`,
			]),
			[
				JSON.stringify(manifest.peerDependencies) === '{"n8n-workflow":"*"}',
				'"peerDependencies" is not just n8n-workflow in any version.',
			],
		],
	},
	{
		name: 'Repository, homepage and bugs agree',
		conditions: repositoryConditions,
	},
	{
		name: 'The readme describes the installation, the credential and the examples',
		conditions: ({ manifest, readme }) => [
			[readme.includes(manifest.name), 'README.md does not name the package.'],
			[/credential/i.test(readme), 'README.md does not describe the credential.'],
			[readme.includes('(examples/'), 'README.md links no example.'],
		],
	},
	{
		name: "n8n's strict mode is on, with node API version 1",
		conditions: ({ manifest: { n8n = {} } }) => [
			[n8n.strict === true, '"n8n.strict" is not true.'],
			[n8n.n8nNodesApiVersion === 1, '"n8n.n8nNodesApiVersion" is not 1.'],
		],
	},
	{
		name: 'It is published with provenance, from a protected environment',
		conditions: ({ publishWorkflow }) =>
			publishLines.map(([line, fault]) => [
				line.test(publishWorkflow),
				`The publish workflow ${fault}`,
			]),
	},
];
