import { inRounds, type Bench } from './bench';
import { startChild } from './childProcess';
import type { DownloadOrder, DownloadReply } from './downloadPlan';
import type { Figure } from './figure';

const MEGABYTE = 1024 ** 2;
const SIZE = 256;

interface Measured {
	readonly megabytesPerSecond: number;
	readonly growth: number;
}

async function measure(
	{ host }: Bench,
	how: DownloadOrder['how'],
	atOnce: number,
): Promise<Measured> {
	const bytes = SIZE * MEGABYTE;
	const address = await host.open({ taskSeconds: 0, resultBytes: bytes });
	const child = startChild<DownloadOrder, DownloadReply>('downloadProcess', ['--expose-gc']);
	try {
		const reply = await child.ask({ how, address, bytes, atOnce });
		if ('failure' in reply) throw new Error(reply.failure);
		return { megabytesPerSecond: (atOnce * SIZE) / reply.seconds, growth: reply.growth / MEGABYTE };
	} finally {
		child.end();
	}
}

/** Large results, streamed to disk. */
export async function benchDownload(bench: Bench): Promise<Figure[]> {
	const figures: Figure[] = [];
	for (const atOnce of [1, 4, 8]) figures.push(...(await downloadsAtOnce(bench, atOnce)));
	return figures;
}

async function downloadsAtOnce(bench: Bench, atOnce: number): Promise<Figure[]> {
	const rounds = await inRounds(bench, async () => ({
		node: await measure(bench, 'node', atOnce),
		bare: await measure(bench, 'bare', atOnce),
	}));
	const figure = (name: string, unit: string, of: (measured: Measured) => number): Figure => ({
		name: `${atOnce} x ${SIZE} MB to disk: ${name}`,
		unit,
		rounds: rounds.map(({ node }) => of(node)),
		baseline: { name: 'bare streams', rounds: rounds.map(({ bare }) => of(bare)) },
	});
	return [
		{
			...figure('growth of memory', 'MB', ({ growth }) => growth),
			// The goal is set for four; eight at once are reported.
			...(atOnce <= 4 ? { goal: { of: 'value', is: 'at most', value: 64 } as const } : {}),
		},
		figure('throughput', 'MB/s', ({ megabytesPerSecond }) => megabytesPerSecond),
	];
}
