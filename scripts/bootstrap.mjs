/**
 * `node scripts/bootstrap.mjs <command>` runs scripts/<command>.ts on a fresh clone. It checks the
 * Node version, installs what is missing and builds what is stale. It is plain JavaScript because
 * it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isBuilt } from './buildRecord.mjs';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const inProject = (...parts) => join(projectFolder, ...parts);

const oldestNode = [20, 15];
const commandsWithoutBuild = ['catalog-drift', 'check-live', 'convert', 'node-for', 'simulator'];
// What other programs read must be alone on stdout.
const ownOutput = ['catalog-drift', 'convert', 'node-for'].includes(process.argv[2]);
const progress = ownOutput ? process.stderr : process.stdout;

const say = (line) => progress.write(`${line}\n`);

function fail(message, code = 1) {
	process.stderr.write(`${message}\n`);
	process.exit(code);
}

function checkNodeVersion() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
	fail(
		`This project needs Node ${oldestNode.join('.')} or newer, and this is Node ${process.versions.node}.\n` +
			'Install a newer Node from https://nodejs.org and run the command again.',
	);
}

function findScript(command) {
	const commands = readdirSync(inProject('scripts'))
		.filter((name) => name.endsWith('.ts'))
		.map((name) => name.slice(0, -'.ts'.length));
	if (commands.includes(command)) return inProject('scripts', `${command}.ts`);
	return fail(`Usage: node scripts/bootstrap.mjs <${commands.join(' | ')}> [arguments]`);
}

const readJson = (...path) => JSON.parse(readFileSync(inProject(...path), 'utf8'));

/** Whether node_modules holds exactly what package-lock.json asks for. npm writes its own list of it at the end. */
function isInstalled() {
	if (!existsSync(inProject('node_modules', '.package-lock.json'))) return false;
	const present = readJson('node_modules', '.package-lock.json').packages;
	return Object.entries(readJson('package-lock.json').packages).every(
		([path, { version, optional }]) =>
			path === '' ||
			// npm leaves out optional packages that are made for other machines.
			(present[path] === undefined ? optional === true : present[path].version === version),
	);
}

/** Runs a program to its end; resolves with its exit code. It gets every request to stop. */
async function run(command, parameters, options) {
	const child = spawn(command, parameters, { cwd: projectFolder, ...options });
	const pass = (signal) => child.kill(signal);
	const requests = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	for (const request of requests) process.on(request, pass);
	const output = child.stdout && text(child.stdout);
	const [code, signal] = await once(child, 'exit');
	for (const request of requests) process.off(request, pass);
	return { code: code ?? 128 + constants.signals[signal], output: await output };
}

async function installIfNeeded() {
	if (isInstalled()) return;
	say('Installing the packages this project is built with (npm ci) …');
	const startedAt = Date.now();
	const timer = setInterval(
		() => say(`npm ci … ${Math.round((Date.now() - startedAt) / 1000)} s`),
		10_000,
	);
	const { code } = await run(
		'npm',
		['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
		{ stdio: ['inherit', progress, 'inherit'], shell: process.platform === 'win32' },
	).catch((error) => fail(`npm could not be started: ${error.message}`));
	clearInterval(timer);
	if (code > 128) process.exit(code);
	if (code === 0 && isInstalled()) return;
	fail(
		'The packages could not be installed; npm says why above.\n' +
			'Check that this machine reaches the npm registry and has free disk space, then run the command again.',
	);
}

async function buildIfNeeded() {
	if (isBuilt()) return;
	say('Building the package …');
	const gulp = inProject('node_modules', 'gulp', 'bin', 'gulp.js');
	const { code, output } = await run(process.execPath, [gulp, 'build'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	if (code > 128) process.exit(code);
	if (code !== 0) fail(`${output}\nThe package does not build.`);
}

/** A shell between npm and this process does not pass requests to stop on; it just goes, as npm does when it is killed. */
function endWithNpm() {
	if (process.env.npm_lifecycle_event === undefined) return;
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		process.kill(process.pid, 'SIGTERM');
	}, 1000);
	watch.unref();
}

checkNodeVersion();
endWithNpm();
const script = findScript(process.argv[2]);
await installIfNeeded();
if (!commandsWithoutBuild.includes(process.argv[2])) await buildIfNeeded();
// The script runs in this process, as if it had been called by its own name.
process.chdir(projectFolder);
process.argv.splice(1, 2, script);
await import('tsx');
await import(pathToFileURL(script));
