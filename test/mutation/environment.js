const { TestEnvironment } = require('jest-environment-node');

/** Tells the tests which of them run, and skips the rest once one has failed: a mutant needs no second one. */
module.exports = class extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.testNamePattern = config.globalConfig.testNamePattern;
		this.global.testNamePattern = this.testNamePattern;
		this.hasFailed = false;
	}

	handleTestEvent({ name, test }) {
		if (this.testNamePattern === undefined) return;
		if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
		if (name === 'test_done' && test.errors.length > 0) this.hasFailed = true;
	}
};
