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

const scannerConfig = (nodesBase) =>
	defineConfig(
		n8nCommunityNodesPlugin.configs.recommended,
		{ rules: { 'no-console': 'error' } },
		{ plugins: { 'n8n-nodes-base': nodesBase } },
		{ files: ['package.json'], rules: nodesBase.configs.community.rules },
		{
			files: ['**/credentials/**/*.ts'],
			rules: {
				...nodesBase.configs.credentials.rules,
				'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
				'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
			},
		},
		{
			files: ['**/nodes/**/*.ts'],
			rules: {
				...nodesBase.configs.nodes.rules,
				'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
				'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
				'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
			},
		},
		{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser } },
	);

const lint = async ({ folder, files }, nodesBase) => {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: scannerConfig(nodesBase),
	});
	const results = await eslint.lintFiles(files);
	return results.flatMap(({ filePath, messages }) =>
		messages.map(({ ruleId, line, message }) => ({ filePath, line, rule: ruleId, message })),
	);
};

const order = JSON.parse(process.argv[2] ?? '');
const runs = [];
for (const load of [fromNodeCli, fromHere]) {
	const { version, plugin } = loadNodesBase(load);
	runs.push({ nodesBaseVersion: version, findings: await lint(order, plugin) });
}
process.stdout.write(JSON.stringify(runs));
