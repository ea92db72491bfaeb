const { createRequire, Module } = require('module');
const { default: Runtime } = require('jest-runtime');
const { addHook } = require('pirates');
const SharedEnvironment = require('./environment');

/** Where stack traces find the lines of the source. */
const sourceMaps = new Map();

let isHooked = false;

/** Node's own require compiles as Jest does, and out of Jest's cache. */
function hookInto(transformer) {
	if (isHooked) return;
	isHooked = true;
	const compile = (source, path) => {
		const { code, sourceMapPath } = transformer.transformSource(path, source, {});
		if (sourceMapPath) sourceMaps.set(path, sourceMapPath);
		return code;
	};
	const matcher = (path) => transformer.shouldTransform(path);
	addHook(compile, { exts: ['.ts', '.js'], ignoreNodeModules: false, matcher });
	// `PiApi.node` is PiApi.node.ts, and not PiApi.node.json beside it.
	const { '.json': loadJson } = Module._extensions;
	delete Module._extensions['.json'];
	Module._extensions['.json'] = loadJson;
}

function requireAgain(path) {
	delete require.cache[path];
	return require(path);
}

/** Loads each module once for all test files of a worker; Jest's own runtime loads all of them again for each file. */
class SharedRuntime extends Runtime {
	constructor(config, environment, resolver, transformer, ...rest) {
		super(config, environment, resolver, transformer, ...rest);
		hookInto(transformer);
	}

	requireModule(from, name) {
		return name === undefined ? requireAgain(from) : createRequire(from)(name);
	}

	requireActual(from, name) {
		return createRequire(from)(name);
	}

	/** Jest's test framework keeps the tests of a file in its module and its listeners in a global. */
	requireInternalModule(from, name) {
		if (name !== undefined) return createRequire(from)(name);
		globalThis[Symbol.for('EVENT_HANDLERS')] = undefined;
		return requireAgain(from);
	}

	setGlobalsForRuntime(globals) {
		super.setGlobalsForRuntime(globals);
		globalThis.jest = this.jestGlobals.jestObjectFor(this._testPath);
	}

	setMock() {
		throw new Error(
			'Test files share their modules: mock a method, or begin the file with `@jest-environment node`',
		);
	}

	getSourceMaps() {
		return sourceMaps;
	}
}

module.exports = function (config, environment, ...rest) {
	const Kind = environment instanceof SharedEnvironment ? SharedRuntime : Runtime;
	return new Kind(config, environment, ...rest);
};
