const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: [
		'<rootDir>/test/engine/**/*.test.ts',
		'<rootDir>/test/catalog/*.engine.test.ts',
		'<rootDir>/test/oldest/*.test.ts',
	],
	testPathIgnorePatterns: [],
	resolver: '<rootDir>/test/oldest/resolver.js',
	testTimeout: 120_000,
	// n8n 1 leaves something open, and a run of a single file would not end.
	forceExit: true,
};
