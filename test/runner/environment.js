const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

const { exit } = process;

/**
 * The process itself as the environment of a test file, in place of a context of its own. A file that needs one begins
 * with the comment `@jest-environment node`.
 */
module.exports = class SharedEnvironment {
	constructor({ projectConfig }) {
		this.global = globalThis;
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	getVmContext() {
		return null;
	}

	async setup() {}

	async teardown() {
		this.fakeTimersModern.dispose();
		// Jest wraps it for each file.
		process.exit = exit;
	}
};
