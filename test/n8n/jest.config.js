const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	transform: base.transform,
	transformIgnorePatterns: base.transformIgnorePatterns,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/n8n/**/*.test.ts'],
	// One n8n serves all files, one file after the other.
	globalSetup: '<rootDir>/test/n8n/startN8n.ts',
	globalTeardown: '<rootDir>/test/n8n/stopN8n.ts',
	maxWorkers: 1,
	testTimeout: 120_000,
};
