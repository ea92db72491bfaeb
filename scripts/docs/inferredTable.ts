import { inferredOf } from '../check-live/inferred';
import { allOffers, type Offer } from '../check-live/offers';
import { code, table } from './markdown';

const LINK = 'https://example.com/file';

/** The options that a check of an operation needs; `complete` is the same offer with every link. */
const optionsFor = ({ missing = [] }: Offer, { worstUsd }: Offer): string[] => [
	...new Set(missing.map((option) => option.split(' ')[0] ?? '')),
	...(worstUsd === undefined ? ['--worst-price'] : []),
];

/** One row for each operation of which something is inferred, with the options that a check of it needs. */
export function inferredTable(): string {
	const bare = new Map(allOffers({}).map((offer) => [offer.name, offer]));
	const complete = allOffers({ image: LINK, video: LINK, audio: LINK });
	const first = new Map(complete.map((offer) => [offer.task.id, offer]));
	const rows = [...first.values()].flatMap((offer) => {
		const inferred = inferredOf(offer);
		if (inferred.length === 0) return [];
		const needed = optionsFor(bare.get(offer.name) ?? offer, offer)
			.map(code)
			.join(', ');
		return [[code(offer.task.id), inferred.join('; '), needed === '' ? 'nothing' : needed]];
	});
	return table(['Operation', 'Inferred', 'Needs'], rows);
}
