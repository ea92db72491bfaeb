/**
 * `node scripts/bootstrap.mjs <command>` runs scripts/<command>.ts on a fresh clone. It checks the
 * Node version, installs what is missing and builds what is stale. It is plain JavaScript because
 * it runs before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const inProject = (...parts) => join(projectFolder, ...parts);

const oldestNode = [20, 15];
const secondsBetweenProgressLines = 10;
const commandsWithoutBuild = ['catalog-drift', 'check-live', 'convert', 'node-for', 'simulator'];
const buildSources = [
	...['nodes', 'credentials', 'gulpfile.js', 'package.json'],
	...['tsconfig.json', 'tsconfig.build.json'],
];
const buildRecord = inProject('node_modules', '.cache', 'build-sources.txt');

class PlainFailure extends Error {}

// What other programs read must be alone on stdout.
const ownOutput = ['catalog-drift', 'convert', 'node-for'].includes(process.argv[2]);
const progress = ownOutput ? process.stderr : process.stdout;

const say = (text) => progress.write(`${text}\n`);

function checkNodeVersion() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
	throw new PlainFailure(
		`This project needs Node ${oldestNode.join('.')} or newer, and this is Node ${process.versions.node}.\n` +
			'Install a newer Node from https://nodejs.org and run the command again.',
	);
}

/** The npm that belongs to this Node, as a script it can run; undefined when only the PATH knows it. */
function findNpmScript() {
	const nodeFolder = dirname(process.execPath);
	const candidates = [
		process.env.npm_execpath ?? '',
		join(nodeFolder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		join(nodeFolder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
	];
	return candidates.find((path) => path.endsWith('npm-cli.js') && existsSync(path));
}

function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
}

/** Whether node_modules holds exactly what package-lock.json asks for. */
function isInstalled() {
	const wanted = readJson(inProject('package-lock.json'))?.packages;
	const present = readJson(inProject('node_modules', '.package-lock.json'))?.packages;
	if (wanted === undefined) throw new PlainFailure('package-lock.json is missing or broken.');
	if (present === undefined) return false;
	return Object.entries(wanted).every(([path, { version, optional }]) => {
		if (path === '') return true;
		// npm leaves out optional packages that are made for other machines.
		if (present[path] === undefined) return optional === true;
		return present[path].version === version && existsSync(inProject(path));
	});
}

/** Runs a program to its end with a progress line now and then; resolves with its exit code. */
function runWithProgress(command, parameters, label, options) {
	return new Promise((resolve, reject) => {
		const startedAt = Date.now();
		const timer = setInterval(
			() => say(`${label} … ${Math.round((Date.now() - startedAt) / 1000)} s`),
			secondsBetweenProgressLines * 1000,
		);
		const child = spawn(command, parameters, { cwd: projectFolder, ...options });
		passSignalsTo(child);
		child.on('error', (error) => {
			clearInterval(timer);
			reject(error);
		});
		child.on('exit', (code, signal) => {
			clearInterval(timer);
			resolve(exitCodeOf(code, signal));
		});
	});
}

const exitCodeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 1);

/** The child gets every request to stop, and this process waits for the child's own end. */
function passSignalsTo(child) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		const pass = () => child.kill(signal);
		process.on(signal, pass);
		child.on('exit', () => process.off(signal, pass));
	}
}

async function installIfNeeded(npmScript) {
	if (isInstalled()) return;
	say('Installing the packages this project is built with (npm ci) …');
	const parameters = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
	const code = await (
		npmScript === undefined
			? runWithProgress('npm', parameters, 'npm ci', {
					stdio: ['inherit', progress, 'inherit'],
					shell: process.platform === 'win32',
				})
			: runWithProgress(process.execPath, [npmScript, ...parameters], 'npm ci', {
					stdio: ['inherit', progress, 'inherit'],
				})
	).catch((error) => {
		throw new PlainFailure(`npm could not be started: ${error.message}`);
	});
	if (code > 128) process.exit(code);
	if (code !== 0 || !isInstalled()) {
		throw new PlainFailure(
			'The packages could not be installed; npm says why above.\n' +
				'Check that this machine reaches the npm registry and has free disk space, then run the command again.',
		);
	}
}

function filesBelow(path) {
	if (!statSync(path).isDirectory()) return [path];
	return readdirSync(path)
		.sort()
		.flatMap((name) => filesBelow(join(path, name)));
}

/** Changes whenever a file that goes into dist is added, removed, or written. */
function buildFingerprint() {
	const hash = createHash('sha256');
	for (const file of buildSources.flatMap((source) => filesBelow(inProject(source)))) {
		const { mtimeMs, size } = statSync(file);
		hash.update(`${file}\n${mtimeMs}\n${size}\n`);
	}
	return hash.digest('hex');
}

function isBuilt(fingerprint) {
	const { n8n } = readJson(inProject('package.json')) ?? {};
	const entries = [...(n8n?.nodes ?? []), ...(n8n?.credentials ?? [])];
	return (
		existsSync(buildRecord) &&
		readFileSync(buildRecord, 'utf8') === fingerprint &&
		entries.every((entry) => existsSync(inProject(entry)))
	);
}

function buildIfNeeded() {
	const fingerprint = buildFingerprint();
	if (isBuilt(fingerprint)) return;
	say('Building the package …');
	rmSync(buildRecord, { force: true });
	const gulp = inProject('node_modules', 'gulp', 'bin', 'gulp.js');
	const { status, stdout, stderr } = spawnSync(process.execPath, [gulp, 'build'], {
		cwd: projectFolder,
		encoding: 'utf8',
	});
	if (status !== 0) throw new PlainFailure(`${stdout}${stderr}\nThe package does not build.`);
	mkdirSync(dirname(buildRecord), { recursive: true });
	writeFileSync(buildRecord, fingerprint);
}

function findScript(command) {
	if (command !== undefined && /^[a-z0-9-]+$/.test(command)) {
		const script = inProject('scripts', `${command}.ts`);
		if (existsSync(script)) return script;
	}
	const commands = readdirSync(inProject('scripts'))
		.filter((name) => name.endsWith('.ts'))
		.map((name) => name.slice(0, -'.ts'.length));
	throw new PlainFailure(`Usage: node scripts/bootstrap.mjs <${commands.join(' | ')}> [arguments]`);
}

/** A shell between npm and this process does not pass requests to stop on; it just goes. */
function endWithNpm(child) {
	if (process.env.npm_lifecycle_event === undefined) return;
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid !== parent) child.kill('SIGTERM');
	}, 1000);
	child.on('exit', () => clearInterval(watch));
}

function runScript(script, parameters, npmScript) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, ['--import', 'tsx', script, ...parameters], {
			cwd: projectFolder,
			stdio: 'inherit',
			env: npmScript === undefined ? process.env : { ...process.env, npm_execpath: npmScript },
		});
		passSignalsTo(child);
		endWithNpm(child);
		child.on('error', reject);
		child.on('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
	});
}

async function main([command, ...parameters]) {
	checkNodeVersion();
	const script = findScript(command);
	const npmScript = findNpmScript();
	await installIfNeeded(npmScript);
	if (!commandsWithoutBuild.includes(command)) buildIfNeeded();
	return await runScript(script, parameters, npmScript);
}

main(process.argv.slice(2)).then(
	(code) => {
		process.exitCode = code;
	},
	(error) => {
		process.stderr.write(`${error instanceof PlainFailure ? error.message : error.stack}\n`);
		process.exitCode = 1;
	},
);
