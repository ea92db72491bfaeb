import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { n8n } from '../package.json';
import { projectFolder } from '../tools/projectFolder';
import { inRounds, type Bench } from './bench';
import { atMost, figuresOf, medianOf, ratioAtMost, type Figure } from './figure';
import { withStarterPackage } from './starterPackage';

/** Loads in a row, each in a fresh process; a round is their median. */
const LOADS = 9;

interface Loaded {
	readonly milliseconds: number;
	/** Of all descriptions as JSON. */
	readonly bytes: number;
}

type Where = 'inside-n8n' | 'fresh-process';

async function load(where: Where, nodes: readonly string[]): Promise<Loaded> {
	const script = join(__dirname, 'loadNodes.mjs');
	const { stdout } = await promisify(execFile)(process.execPath, [script, where, ...nodes]);
	return JSON.parse(stdout) as Loaded;
}

const ownNodes = n8n.nodes.map((path) => join(projectFolder, path));

const medianTime = (loads: readonly Loaded[]): number =>
	medianOf(loads.map(({ milliseconds }) => milliseconds));

/** Both packages by turns, so that what else the machine does falls on both. */
async function compare(where: Where, starterNodes: readonly string[]) {
	const own: Loaded[] = [];
	const starter: Loaded[] = [];
	for (let turn = 0; turn < LOADS; turn++) {
		own.push(await load(where, ownNodes));
		starter.push(await load(where, starterNodes));
	}
	return { own: medianTime(own), starter: medianTime(starter), bytes: own[0]?.bytes ?? 0 };
}

/** What it costs n8n to load all nodes, beside n8n's starter package with its two nodes. */
export async function benchLoading(bench: Bench): Promise<Figure[]> {
	const rounds = await withStarterPackage(
		async (starter) =>
			await inRounds(bench, async () => ({
				fresh: await compare('fresh-process', starter),
				inside: await compare('inside-n8n', starter),
			})),
	);
	const figure = figuresOf('', rounds);
	return [
		figure('requiring all nodes', ({ fresh }) => fresh.own, {
			unit: 'ms',
			against: ['starter package', ({ fresh }) => fresh.starter],
			goal: ratioAtMost(1.5),
		}),
		figure('requiring all nodes where n8n is loaded', ({ inside }) => inside.own, {
			unit: 'ms',
			against: ['starter package', ({ inside }) => inside.starter],
		}),
		figure('description of all nodes as JSON', ({ fresh }) => fresh.bytes / 1024, {
			unit: 'KB',
			goal: atMost(400),
		}),
	];
}
