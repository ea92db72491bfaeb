import { inferredOf } from '../check-live/inferred';
import { allOffers, type Offer } from '../check-live/offers';
import { code, table } from '../../tools/markdown';

const optionsFor = ({ missing = [], worstUsd }: Offer): string[] => [
	...new Set(missing.map((option) => option.split(' ')[0] ?? '')),
	...(worstUsd === undefined ? ['--worst-price'] : []),
];

/** One row for each operation of which something is inferred, with the options that a check of it needs. */
export function inferredTable(): string {
	const first = new Map(
		allOffers({})
			.reverse()
			.map((offer) => [offer.task.id, offer]),
	);
	const rows = [...first.values()].reverse().flatMap((offer) => {
		const inferred = inferredOf(offer);
		if (inferred.length === 0) return [];
		const needed = optionsFor(offer).map(code).join(', ');
		return [[code(offer.task.id), inferred.join('; '), needed === '' ? 'nothing' : needed]];
	});
	return table(['Operation', 'Inferred', 'Needs'], rows);
}
