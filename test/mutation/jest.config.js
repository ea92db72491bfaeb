const base = require('../../jest.config.js');

/** The unit tests, for mutants. @type {import('jest').Config} */
module.exports = {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/mutation/unitTests.js'],
	testTimeout: 10_000,
	testEnvironment: require.resolve('./environment.js'),
	maxWorkers: 1,
};
