import { ESLint } from 'eslint';

/**
 * Says which imports the project's lint forbids. It runs as a process of its own, because a test runner cannot load
 * the configuration, which is a module.
 *
 * Argument: json, by the path of a file that exists the imports it is to be tried with. Output: json, by the same path
 * those that are forbidden.
 */
const wanted = JSON.parse(process.argv[2] ?? '');
const eslint = new ESLint({
	overrideConfigFile: 'eslint.project.config.mjs',
	ruleFilter: ({ ruleId }) => ruleId === 'no-restricted-imports',
});
const forbidden = {};
for (const [filePath, imports] of Object.entries(wanted)) {
	const text = imports.map((name) => `import '${name}';`).join('\n');
	const [{ messages }] = await eslint.lintText(text, { filePath });
	const faults = messages.filter(({ ruleId }) => ruleId !== 'no-restricted-imports');
	if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join('\n'));
	forbidden[filePath] = [...new Set(messages.map(({ line }) => imports[line - 1]))];
}
process.stdout.write(JSON.stringify(forbidden));
