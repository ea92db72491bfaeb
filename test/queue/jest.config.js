const base = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	transform: base.transform,
	transformIgnorePatterns: base.transformIgnorePatterns,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/queue/**/*.test.ts'],
	maxWorkers: 1,
	testTimeout: 600_000,
};
