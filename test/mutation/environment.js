const { TestEnvironment } = require('jest-environment-node');

/** Tells the tests which of them run. */
module.exports = class extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		this.global.testNamePattern = config.globalConfig.testNamePattern;
	}
};
