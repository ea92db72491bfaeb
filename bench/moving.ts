import { BY_HAND } from '../tools/pairs/byHand';
import { playPair } from '../tools/pairs/playPair';
import type { Bench } from './bench';
import { figuresOf, ratioAtMost, type Figure } from './figure';
import { onStage } from './stage';

type Count = 'nodes' | 'seconds' | 'requests';

/** Workflows of HTTP Request nodes against what `npm run convert` makes of them, in a real n8n and in real time. */
export async function benchMoving(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async ({ n8n: { client } }) => {
		const figures: Figure[] = [];
		const [first] = BY_HAND;
		if (first !== undefined) await playPair(client, first);
		for (const one of BY_HAND) {
			bench.stop.throwIfAborted();
			const figure = figuresOf(one.name, [await playPair(client, one)]);
			const of = (what: Count, options: Partial<Pick<Figure, 'unit' | 'goal'>>): Figure =>
				figure(what, ({ after }) => after[what], {
					against: ['before', ({ before }) => before[what]],
					...options,
				});
			const goal = ratioAtMost(1);
			figures.push(of('nodes', { goal }), of('seconds', { unit: 's' }), of('requests', { goal }));
		}
		return figures;
	});
}
