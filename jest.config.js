/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
	},
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// These have configurations of their own.
	testPathIgnorePatterns: ['<rootDir>/test/(editor|n8n|faults|fuzz|oldest|queue)/'],
	testTimeout: 60_000,
	maxWorkers: 2,
};
