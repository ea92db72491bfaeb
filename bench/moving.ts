import { BY_HAND } from '../tools/pairs/byHand';
import { playPair, type Played } from '../tools/pairs/playPair';
import type { Bench } from './bench';
import { figuresOf, ratioAtMost, type Figure } from './figure';
import { onStage } from './stage';

/** Workflows of HTTP Request nodes against what `npm run convert` makes of them, in a real n8n and in real time. */
export async function benchMoving(bench: Bench): Promise<Figure[]> {
	return await onStage(bench.stop, {}, async ({ n8n: { client } }) => {
		const figures: Figure[] = [];
		const [first] = BY_HAND;
		if (first !== undefined) await playPair(client, first);
		for (const one of BY_HAND) {
			bench.stop.throwIfAborted();
			const figure = figuresOf(one.name, [await playPair(client, one)]);
			const against = (of: (played: Played) => number) =>
				({ against: ['before', ({ before }: { before: Played }) => of(before)] }) as const;
			const goal = ratioAtMost(1);
			figures.push(
				figure('nodes', ({ after }) => after.nodes, { ...against(({ nodes }) => nodes), goal }),
				figure('seconds', ({ after }) => after.seconds, {
					...against(({ seconds }) => seconds),
					unit: 's',
				}),
				figure('requests', ({ after }) => after.requests, {
					...against(({ requests }) => requests),
					goal,
				}),
			);
		}
		return figures;
	});
}
