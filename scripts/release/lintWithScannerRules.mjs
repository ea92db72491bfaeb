import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { defineConfig } from 'eslint/config';

/**
 * Lints files the way n8n's scanner of community packages does: the same rule sets and switches,
 * inline disables without effect. It runs as a process of its own, because the nodes-base plugin
 * behaves differently inside a test runner.
 *
 * Argument: json `{ folder, files }`. Output: json, one entry for each version of the plugin.
 */

const fromHere = createRequire(import.meta.url);
// n8n's own command line tool brings its own, older version of the plugin.
const fromNodeCli = createRequire(fromHere.resolve('@n8n/node-cli/eslint'));

const loadNodesBase = (load) => {
	const entry = load.resolve('eslint-plugin-n8n-nodes-base');
	const manifest = entry.replace(/dist[\\/]index\.js$/, 'package.json');
	return {
		version: JSON.parse(readFileSync(manifest, 'utf8')).version,
		plugin: load('eslint-plugin-n8n-nodes-base'),
	};
};

/** The same rules under the name that a version of the plugin has here. */
const renamed = (rules, name) =>
	Object.fromEntries(
		Object.entries(rules).map(([rule, level]) => [
			rule.replace(/^n8n-nodes-base\//, `${name}/`),
			level,
		]),
	);

/** Each version has a name of its own, so that a file is parsed once for both. */
const rulesOf = ({ plugin: { configs }, name }) => [
	{ files: ['package.json'], rules: renamed(configs.community.rules, name) },
	{
		files: ['**/credentials/**/*.ts'],
		rules: {
			...renamed(configs.credentials.rules, name),
			[`${name}/cred-class-field-documentation-url-miscased`]: 'off',
			[`${name}/cred-class-field-type-options-password-missing`]: 'off',
		},
	},
	{
		files: ['**/nodes/**/*.ts'],
		rules: {
			...renamed(configs.nodes.rules, name),
			[`${name}/node-class-description-inputs-wrong-regular-node`]: 'off',
			[`${name}/node-class-description-outputs-wrong`]: 'off',
			[`${name}/node-param-type-options-max-value-present`]: 'off',
		},
	},
];

const versions = [fromNodeCli, fromHere].map((load, index) => ({
	...loadNodesBase(load),
	name: `n8n-nodes-base-${index}`,
}));

const { folder, files } = JSON.parse(process.argv[2] ?? '');
const eslint = new ESLint({
	cwd: folder,
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: defineConfig(
		n8nCommunityNodesPlugin.configs.recommended,
		{ rules: { 'no-console': 'error' } },
		{ plugins: Object.fromEntries(versions.map(({ name, plugin }) => [name, plugin])) },
		versions.flatMap(rulesOf),
		{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser } },
	),
});
const results = await eslint.lintFiles(files);
const findings = results.flatMap(({ filePath, messages }) =>
	messages.map(({ ruleId, line, message }) => ({ filePath, line, rule: ruleId, message })),
);
const runs = versions.map(({ name, version }) => ({
	nodesBaseVersion: version,
	findings: findings
		.map((finding) => ({
			...finding,
			rule: finding.rule?.replace(`${name}/`, 'n8n-nodes-base/') ?? null,
		}))
		.filter(({ rule }) => !versions.some((other) => rule?.startsWith(`${other.name}/`))),
}));
process.stdout.write(JSON.stringify(runs));
