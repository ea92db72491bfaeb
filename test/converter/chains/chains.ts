import fc from 'fast-check';

import type { WorkflowFile } from '../../../converter/workflow/workflowFile';
import { wired } from '../pairs/nodes';
import { ITEM_LINKS } from './itemLinks';
import { JOIN_LINKS } from './joinLinks';
import { LIST_LINKS } from './listLinks';
import { OTHER_LINKS } from './otherLinks';
import { ODD_READERS } from './oddReaders';
import { READERS } from './readers';
import { SOURCES, sourceOf } from './sources';
import { Choices, type State } from './state';

/** A workflow that was generated: a task, nodes between, and a reader. */
export interface Chain {
	/** What it consists of, e.g. `fixed wait, 2 items: sort, loop -> inSet`. */
	readonly name: string;
	readonly workflow: WorkflowFile;
	/** The nodes after the task's answer, up to the reader. */
	readonly behind: readonly string[];
}

const ALL_READERS = { ...READERS, ...ODD_READERS };
const LINKS = { ...ITEM_LINKS, ...LIST_LINKS, ...JOIN_LINKS, ...OTHER_LINKS };

const drawn = <Name extends string>(names: readonly Name[]) =>
	fc.record({ name: fc.constantFrom(...names), choice: fc.nat(1_000_000) });

const recipe = fc.record({
	source: fc.constantFrom(...SOURCES),
	count: fc.integer({ min: 1, max: 3 }),
	isGrid: fc.boolean(),
	links: fc.array(drawn(Object.keys(LINKS)), { maxLength: 4 }),
	reader: drawn(Object.keys(ALL_READERS)),
});
type Recipe = typeof recipe extends fc.Arbitrary<infer Value> ? Value : never;

function chainOf({ source, count, isGrid, links, reader }: Recipe): Chain | undefined {
	// Items of a loop leave it when their task is done, so they may come apart.
	const items = source === 'polling' ? 1 : count;
	const begun = sourceOf(source, items, isGrid);
	const used: string[] = [];
	const linked = links.reduce<State>((state, { name, choice }) => {
		const next = LINKS[name]?.(state, new Choices(choice));
		if (next !== undefined) used.push(name);
		return next ?? state;
	}, begun);
	const read = ALL_READERS[reader.name]?.(linked, new Choices(reader.choice));
	if (read === undefined) return undefined;
	const what = [...used, `-> ${reader.name}`].join(' ');
	return {
		name: `${source}, ${items} ${isGrid ? 'grids' : 'images'}: ${what}`,
		workflow: wired(read.nodes, ...read.lines),
		behind: read.nodes.slice(begun.nodes.length).map(({ name }) => name),
	};
}

/** As many chains as are asked for, all different; the same ones for the same seed. */
export function chains(count: number, seed: number): Chain[] {
	const found = new Map<string, Chain>();
	for (const one of fc.sample(recipe, { seed, numRuns: count * 3 })) {
		const chain = chainOf(one);
		if (chain !== undefined && found.size < count) {
			found.set(JSON.stringify(chain.workflow), chain);
		}
	}
	return [...found.values()];
}
