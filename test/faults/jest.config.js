const project = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...project,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/{faults,fuzz}/**/*.test.ts'],
	testPathIgnorePatterns: [],
	reporters: ['default', '<rootDir>/test/faults/matrixReporter.js'],
	testTimeout: 120_000,
	maxConcurrency: 12,
	maxWorkers: 2,
};
