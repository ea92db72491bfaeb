import { BY_HAND } from '../tools/pairs/byHand';
import { playPair, type Played } from '../tools/pairs/playPair';
import type { Bench } from './bench';
import type { Figure } from './figure';
import { onStage } from './stage';

function figuresOf(name: string, before: Played, after: Played): Figure[] {
	const one = (what: keyof Played & ('nodes' | 'requests' | 'seconds'), unit: string): Figure => ({
		name: `${name}: ${what}`,
		unit,
		rounds: [after[what]],
		baseline: { name: 'before', rounds: [before[what]] },
		...(what === 'seconds' ? {} : { goal: { of: 'ratio', is: 'at most', value: 1 } }),
	});
	return [one('nodes', ''), one('seconds', 's'), one('requests', '')];
}

/** Workflows of HTTP Request nodes against what `npm run convert` makes of them, in a real n8n and in real time. */
export async function benchMoving(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async ({ n8n: { client } }) => {
		const figures: Figure[] = [];
		const [first] = BY_HAND;
		if (first !== undefined) await playPair(client, first);
		for (const one of BY_HAND) {
			bench.stop.throwIfAborted();
			const { before, after } = await playPair(client, one);
			figures.push(...figuresOf(one.name, before, after));
		}
		return figures;
	});
}
