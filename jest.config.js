const swc = ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }];

/** ECMAScript modules, which neither Jest nor Node 20.15 can require, and what these need. */
const ecmaScriptModules = [
	'env-paths',
	'execa',
	'get-port',
	'get-stream',
	'github-slugger',
	'human-signals',
	'is-stream',
	'markdown-table',
	'mimic-fn',
	'npm-run-path',
	'onetime',
	'p-timeout',
	'p-wait-for',
	'path-key',
	'strip-final-newline',
	'unbash',
].join('|');

/** @type {import('jest').Config} */
module.exports = {
	// Modules load once per worker instead of once per file.
	testEnvironment: '<rootDir>/test/runner/environment.js',
	runtime: '<rootDir>/test/runner/runtime.js',
	transform: { '^.+\\.ts$': swc, [`/node_modules/(${ecmaScriptModules})/.+\\.js$`]: swc },
	transformIgnorePatterns: [`/node_modules/(?!(${ecmaScriptModules})/)`],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// These have configurations of their own.
	testPathIgnorePatterns: ['<rootDir>/test/(editor|n8n|faults|fuzz|oldest|queue)/'],
	testTimeout: 60_000,
	// One more than the cores of a small machine: tests also wait, for programs and servers.
	maxWorkers: 3,
};
