const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	// Its resolver needs Jest's own module system.
	testEnvironment: 'node',
	testMatch: [
		'<rootDir>/test/engine/**/*.test.ts',
		'<rootDir>/test/catalog/*.engine.test.ts',
		// Its conditions are for n8n's expressions.
		'<rootDir>/test/unit/priceHints.test.ts',
		'<rootDir>/test/oldest/*.test.ts',
	],
	testPathIgnorePatterns: [],
	resolver: '<rootDir>/test/oldest/resolver.js',
	testTimeout: 120_000,
	// n8n 1 leaves something open, and a run of a single file would not end.
	forceExit: true,
};
