import * as parser from '@typescript-eslint/parser';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { defineConfig } from 'eslint/config';

/**
 * The project's own rules for what it publishes: who may import whom, and n8n's rules in their newest version.
 * `.oxlintrc.json` has the rules for the whole tree. `eslint.config.mjs` is n8n's default and has to stay as it is.
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

export default defineConfig(
	{ linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
	{ files: ['**/*.ts'], languageOptions: { parser } },
	...importDirections,
	{ plugins: { 'n8n-nodes-base': n8nNodesBase } },
	{ files: ['credentials/**/*.ts'], rules: credentialRules },
	{ files: ['nodes/**/*.ts'], rules: nodeRules },
	{
		files: ['package.json'],
		languageOptions: { parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: n8nNodesBase.configs.community.rules,
	},
);
