const swc = ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }];

/** @type {import('jest').Config} */
module.exports = {
	// Modules load once per worker instead of once per file.
	testEnvironment: '<rootDir>/test/runner/environment.js',
	runtime: '<rootDir>/test/runner/runtime.js',
	// unbash is an ECMAScript module, which Node 20 cannot require.
	transform: { '^.+\\.ts$': swc, '/node_modules/unbash/.+\\.js$': swc },
	transformIgnorePatterns: ['/node_modules/(?!unbash/)'],
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// These have configurations of their own.
	testPathIgnorePatterns: ['<rootDir>/test/(editor|n8n|faults|fuzz|oldest|queue)/'],
	testTimeout: 60_000,
	maxWorkers: 2,
};
