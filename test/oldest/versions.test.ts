import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { oldestN8n, newestN8n, runsOn } from '../../tools/n8n/versions';
import { loadPackage } from '../../tools/engine';
import { projectFolder } from '../../tools/projectFolder';
import { coreEntry } from '../../tools/engine/core';

interface Manifest {
	readonly version: string;
	readonly dependencies: Readonly<Record<string, string>>;
}

const modulesFolder = process.env.N8N_MODULES_FOLDER ?? '';

const manifestOf = (name: string): Manifest =>
	JSON.parse(readFileSync(join(modulesFolder, name, 'package.json'), 'utf8')) as Manifest;

/** What of a package a module of the build gets to see. */
const seenFrom = (path: string, name: string): unknown =>
	createRequire(join(projectFolder, 'dist', 'nodes', path))(name);

describe('the n8n under test', () => {
	it('is the oldest one, with the engine that belongs to it', () => {
		const n8n = manifestOf('n8n');
		expect(n8n.version).toBe(oldestN8n.version);
		for (const name of ['n8n-core', 'n8n-workflow']) {
			expect(manifestOf(name).version).toBe(n8n.dependencies[name]);
		}
	});

	it('is what the harness runs, and what the built nodes build upon', async () => {
		expect(coreEntry.startsWith(join(modulesFolder, 'n8n-core'))).toBe(true);
		const workflow = createRequire(coreEntry)('n8n-workflow') as object;
		expect(seenFrom('execute/tasks.js', 'n8n-workflow')).toBe(workflow);
		expect((await loadPackage()).nodeTypes.size).toBeGreaterThan(0);
	});
});

describe('the Node that an n8n runs on', () => {
	it.each([
		['18.20.0', false, false],
		['20.18.3', false, false],
		['20.19.0', true, false],
		['22.1.0', true, false],
		['24.0.0', true, true],
		['25.0.0', false, false],
	])('Node %s', (node, oldest, newest) => {
		expect(runsOn(oldestN8n, node)).toBe(oldest);
		expect(runsOn(newestN8n, node)).toBe(newest);
	});
});
