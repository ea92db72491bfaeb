const { readdirSync } = require('fs');
const { join } = require('path');

const { describe } = require('@jest/globals');

const folder = join(__dirname, '../unit');

/** Tests nothing in the mutated folders, and fails in a process in which another module lets JSON hold a BigInt. */
const leftOut = ['nodeFor.test.ts'];

/** Takes seconds. Most mutants fail another test first, and a mutant that has failed runs no more of them. */
const last = 'paceLearned.test.ts';

/** Set by ./environment.js: a regular expression of the tests to run; undefined where all of them run. */
const { testNamePattern } = globalThis;

const hasTestsToRun = (file) =>
	testNamePattern === undefined || testNamePattern.includes(file.replaceAll('.', '\\.'));

/**
 * All unit tests as one file, each under the name of its own file: n8n's modules load once for each mutant, and a file
 * without a test for the mutant does not load at all. Jest itself would load every file for every mutant.
 */
for (const file of [...readdirSync(folder).filter((name) => name !== last), last]) {
	if (!file.endsWith('.test.ts') || leftOut.includes(file) || !hasTestsToRun(file)) continue;
	describe(file, () => {
		require(join(folder, file));
	});
}
