import { inRounds, type Bench, type Round } from './bench';
import { startChild } from './childProcess';
import type { DownloadCalls } from './downloadProcess';
import { atMost, figuresOf, type Figure } from './figure';

const MEGABYTE = 1024 ** 2;
const SIZE = 256;

interface Measured {
	readonly megabytesPerSecond: number;
	readonly growth: number;
}

async function measure(round: Round, how: keyof DownloadCalls, atOnce: number): Promise<Measured> {
	const bytes = SIZE * MEGABYTE;
	const address = await round.open({ taskSeconds: 0, resultBytes: bytes });
	const child = startChild<DownloadCalls>('downloadProcess', ['--expose-gc']);
	try {
		const { seconds, growth } = await child.call(how, { address, bytes, atOnce });
		return { megabytesPerSecond: (atOnce * SIZE) / seconds, growth: growth / MEGABYTE };
	} finally {
		child.end();
	}
}

/** Large results, streamed to disk. */
export async function benchDownload(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const atOnce of [1, 4, 8]) {
		const rounds = await inRounds(bench, async (round) => ({
			node: await measure(round, 'node', atOnce),
			bare: await measure(round, 'bare', atOnce),
		}));
		const figure = figuresOf(`${atOnce} x ${SIZE} MB to disk`, rounds);
		figures.push(
			figure('growth of memory', ({ node }) => node.growth, {
				unit: 'MB',
				against: ['bare streams', ({ bare }) => bare.growth],
				// The goal is set for four; eight at once are reported.
				...(atOnce <= 4 ? { goal: atMost(64) } : {}),
			}),
			figure('throughput', ({ node }) => node.megabytesPerSecond, {
				unit: 'MB/s',
				against: ['bare streams', ({ bare }) => bare.megabytesPerSecond],
			}),
		);
	}
	return figures;
}
