import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from '../tools/projectFolder';
import { inRounds, type Bench } from './bench';
import { medianOf, type Figure } from './figure';
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

async function ownNodes(): Promise<string[]> {
	const text = await readFile(join(projectFolder, 'package.json'), 'utf8');
	const { n8n } = JSON.parse(text) as { n8n: { nodes: string[] } };
	return n8n.nodes.map((path) => join(projectFolder, path));
}

/** Both packages by turns, so that what else the machine does falls on both. */
async function compare(
	where: Where,
	own: readonly string[],
	starter: readonly string[],
): Promise<{ own: number; starter: number; bytes: number }> {
	const times = { own: [] as number[], starter: [] as number[] };
	let bytes = 0;
	for (let turn = 0; turn < LOADS; turn++) {
		const loaded = await load(where, own);
		bytes = loaded.bytes;
		times.own.push(loaded.milliseconds);
		times.starter.push((await load(where, starter)).milliseconds);
	}
	return { own: medianOf(times.own), starter: medianOf(times.starter), bytes };
}

/** What it costs n8n to load all nodes, beside n8n's starter package with its two nodes. */
export async function benchLoading(bench: Bench): Promise<Figure[]> {
	const own = await ownNodes();
	return await withStarterPackage(async ({ nodes: starter }) => {
		const rounds = await inRounds(bench, async () => ({
			fresh: await compare('fresh-process', own, starter),
			inside: await compare('inside-n8n', own, starter),
		}));
		const time = (name: string, where: 'fresh' | 'inside'): Figure => ({
			name,
			unit: 'ms',
			rounds: rounds.map((round) => round[where].own),
			baseline: { name: 'starter package', rounds: rounds.map((round) => round[where].starter) },
		});
		return [
			{
				...time('requiring all nodes', 'fresh'),
				goal: { of: 'ratio', is: 'at most', value: 1.5 },
			},
			time('requiring all nodes where n8n is loaded', 'inside'),
			{
				name: 'description of all nodes as JSON',
				unit: 'KB',
				rounds: rounds.map(({ fresh }) => fresh.bytes / 1024),
				goal: { of: 'value', is: 'at most', value: 400 },
			},
		];
	});
}
