const base = require('../n8n/jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...base,
	testMatch: ['<rootDir>/test/editor/**/*.test.ts'],
	testTimeout: 180_000,
};
