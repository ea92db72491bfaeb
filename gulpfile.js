const { execFile } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

const compile = (done) => {
	// Without braces gulp would take the child process for the task and lose the compiler's text.
	execFile(
		process.execPath,
		[require.resolve('typescript/bin/tsc'), '--project', 'tsconfig.build.json'],
		(error, output) => done(error && new Error(output || error.message)),
	);
};

// n8n reads icons and codex files next to the compiled nodes; the compiler copies neither.
const assets = () =>
	src(['nodes/**/*.svg', 'nodes/**/*.node.json', 'credentials/**/*.svg'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));

const made = series(clean, parallel(compile, assets));

/** Leaves a record, so that no other command builds the same again. */
exports.build = async () => {
	const { recorded } = await import('./scripts/buildRecord.mjs');
	await recorded(promisify(made));
};
exports.default = exports.build;
