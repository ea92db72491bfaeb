import javascript from '@eslint/js';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';

/**
 * The project's own rules, for the whole tree. `eslint.config.mjs` is n8n's default and has to stay
 * as it is; it judges only what n8n publishes (nodes, credentials, package.json).
 */

const folders = [
	...['Midjourney', 'PiApi', 'PiApiTrigger'],
	...['actions', 'catalog', 'description', 'execute', 'request', 'result', 'task'],
	...['transport', 'webhook'],
];
const onlyAHead = 'A node is a literal head and a call; what it does is in the folders below.';
const onlyCatalog = 'The catalog is data only and knows nothing outside its own folder.';
const outsidePackage = {
	regex: '^(\\.\\./)+(bench|docs|examples|scripts|test)(/|$)',
	message: 'Published code must not import from outside nodes/ and credentials/.',
};

/** Forbids imports by pattern; a file gets only the last such list, so each list is whole. */
const forbidImports = (files, ...patterns) => ({
	files,
	rules: { 'no-restricted-imports': ['error', { patterns: [outsidePackage, ...patterns] }] },
});

const notFrom = (others, message) => ({ regex: `^(\\.\\./)+(${others})(/|$)`, message });

/** Files in a folder of nodes/ import from these folders only, and from their own. */
const importsOf = (folder, allowed, message) => {
	const others = folders.filter((other) => other !== folder && !allowed.includes(other));
	return forbidImports([`nodes/${folder}/**/*.ts`], notFrom(others.join('|'), message));
};

// Data flows one way: item -> request -> transport -> task -> result -> item. docs/architecture.md draws it.
const importDirections = [
	forbidImports(['nodes/**/*.ts']),
	forbidImports(['credentials/**/*.ts'], {
		regex: '^\\.',
		message: 'The credential imports nothing.',
	}),
	forbidImports(['nodes/catalog/*.ts'], { regex: '^(?!\\./)', message: onlyCatalog }),
	// A large family has a folder of its own.
	forbidImports(['nodes/catalog/*/*.ts'], {
		regex: '^(?!\\./|\\.\\./(?!\\.))',
		message: onlyCatalog,
	}),
	importsOf('description', ['catalog'], 'A description is derived from the catalog alone.'),
	importsOf('transport', [], 'Transport speaks HTTP and knows nothing of what it carries.'),
	...['request', 'result', 'task'].map((folder) =>
		importsOf(
			folder,
			['catalog', 'transport'],
			'Request, task and result know neither each other nor forms; execute joins them.',
		),
	),
	importsOf(
		'execute',
		['catalog', 'description', 'request', 'result', 'task', 'transport'],
		'Execute joins the parts below it; actions, nodes and the webhook are above it.',
	),
	importsOf(
		'actions',
		['catalog', 'execute', 'request', 'result', 'task', 'transport'],
		'An action is what a resource can do beside creating tasks; it has no form.',
	),
	importsOf(
		'webhook',
		['catalog', 'execute', 'result', 'task', 'transport'],
		'A webhook tells of a task: it creates none and has no form.',
	),
	...['Midjourney', 'PiApi'].map((folder) =>
		importsOf(folder, ['actions', 'catalog', 'description', 'execute'], onlyAHead),
	),
	importsOf('PiApiTrigger', ['catalog', 'description', 'webhook'], onlyAHead),
];

// The words say nothing about what a file holds.
const vagueFileNames = /^(utils?|helpers?|misc|common|manager)\b/i;

const projectPlugin = {
	rules: {
		'file-name-says-what': {
			meta: {
				type: 'suggestion',
				schema: [],
				messages: { vague: 'Name the file after its content.' },
			},
			create: (context) => ({
				Program(node) {
					const fileName = context.filename.split(/[\\/]/).pop();
					if (vagueFileNames.test(fileName)) context.report({ node, messageId: 'vague' });
				},
			}),
		},
	},
};

// The same exceptions as in n8n's own lint: community-nodes has better rules for these.
const credentialRules = {
	...n8nNodesBase.configs.credentials.rules,
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};
const nodeRules = {
	...n8nNodesBase.configs.nodes.rules,
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

// Rules that need types, chosen for faults that neither compiler nor tests show by themselves.
const promiseRules = {
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': 'error',
	'@typescript-eslint/only-throw-error': 'error',
	'@typescript-eslint/prefer-promise-reject-errors': 'error',
};
const publishedTypeRules = {
	'@typescript-eslint/no-unnecessary-type-assertion': 'error',
	'@typescript-eslint/no-unsafe-argument': 'error',
	'@typescript-eslint/no-unsafe-assignment': 'error',
	'@typescript-eslint/no-unsafe-call': 'error',
	'@typescript-eslint/no-unsafe-member-access': 'error',
	'@typescript-eslint/no-unsafe-return': 'error',
	'@typescript-eslint/restrict-plus-operands': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': [
		'error',
		{ considerDefaultExhaustiveForUnions: true },
	],
};

const nodeGlobals = Object.fromEntries(
	[
		'AbortController',
		'AbortSignal',
		'Buffer',
		'URL',
		'clearInterval',
		'clearTimeout',
		'console',
		'fetch',
		'process',
		'setInterval',
		'setTimeout',
	].map((name) => [name, 'readonly']),
);

export default defineConfig(
	globalIgnores(['dist', 'coverage', 'output', '.cache', 'test/generated']),
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.{js,mjs,ts}'],
		extends: [javascript.configs.recommended],
		plugins: { project: projectPlugin },
		rules: {
			eqeqeq: 'error',
			'max-depth': ['error', 4],
			'max-lines': ['error', { max: 300 }],
			'no-param-reassign': 'error',
			'no-var': 'error',
			'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
			'object-shorthand': 'error',
			'prefer-const': 'error',
			'project/file-name-says-what': 'error',
		},
	},
	{
		files: ['**/*.js'],
		languageOptions: {
			sourceType: 'commonjs',
			globals: { ...nodeGlobals, __dirname: 'readonly', module: 'writable', require: 'readonly' },
		},
	},
	{ files: ['**/*.mjs'], languageOptions: { globals: nodeGlobals } },
	{
		files: ['**/*.ts'],
		extends: [typescript.configs.strict],
		languageOptions: {
			parserOptions: { project: './tsconfig.tools.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			...promiseRules,
			'@typescript-eslint/ban-ts-comment': [
				'error',
				{ 'ts-check': true, 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
			],
			// Records that n8n keeps are plain objects, and entries have to leave them.
			'@typescript-eslint/no-dynamic-delete': 'off',
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', ignoreRestSiblings: true, varsIgnorePattern: '^_' },
			],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
		},
	},
	// The page runs in browsers and has their types.
	{
		files: ['converter/page/**/*.ts'],
		languageOptions: { parserOptions: { project: './converter/page/tsconfig.json' } },
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		rules: { ...publishedTypeRules, 'no-console': 'error' },
	},
	{ files: ['nodes/catalog/**/*.ts'], rules: { 'max-lines': 'off' } },
	...importDirections,
	{ plugins: { 'n8n-nodes-base': n8nNodesBase } },
	{ files: ['credentials/**/*.ts'], rules: credentialRules },
	{ files: ['nodes/**/*.ts'], rules: nodeRules },
	{
		files: ['package.json'],
		languageOptions: {
			parser: typescript.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
		rules: n8nNodesBase.configs.community.rules,
	},
);
