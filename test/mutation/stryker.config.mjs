/** Which changes to the code that runs tasks the unit tests do not notice. Takes long: see CONTRIBUTING.md. */
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
	mutate: ['nodes/{task,execute,actions,webhook,transport}/**/*.ts'],
	ignorePatterns: ['/output', '/dist', '/docs', '/examples', '/bench'],
	testRunner: 'jest',
	jest: { configFile: 'test/mutation/jest.config.js', enableFindRelatedTests: false },
	coverageAnalysis: 'perTest',
	ignoreStatic: true,
	concurrency: 2,
	timeoutMS: 5_000,
	timeoutFactor: 3,
	thresholds: { high: 90, low: 80, break: 80 },
	tempDirName: '.cache/stryker',
	incremental: true,
	incrementalFile: 'output/mutation/incremental.json',
	reporters: ['clear-text', 'html', 'json', 'progress-append-only'],
	htmlReporter: { fileName: 'output/mutation/index.html' },
	jsonReporter: { fileName: 'output/mutation/mutation.json' },
};
