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

async function measure({ host }: Bench, how: DownloadOrder['how']): Promise<Measured> {
	const bytes = SIZE * MEGABYTE;
	const address = await host.open({ taskSeconds: 0, resultBytes: bytes });
	const child = startChild<DownloadOrder, DownloadReply>('downloadProcess', ['--expose-gc']);
	try {
		const reply = await child.ask({ how, address, bytes });
		if ('failure' in reply) throw new Error(reply.failure);
		return { megabytesPerSecond: SIZE / reply.seconds, growth: reply.growth / MEGABYTE };
	} finally {
		child.end();
	}
}

/** A large result, streamed to disk. */
export async function benchDownload(bench: Bench): Promise<Figure[]> {
	const rounds = await inRounds(bench, async () => ({
		node: await measure(bench, 'node'),
		bare: await measure(bench, 'bare'),
	}));
	const figure = (name: string, unit: string, of: (measured: Measured) => number): Figure => ({
		name: `256 MB result to disk: ${name}`,
		unit,
		rounds: rounds.map(({ node }) => of(node)),
		baseline: { name: 'bare stream', rounds: rounds.map(({ bare }) => of(bare)) },
	});
	return [
		{
			...figure('growth of memory', 'MB', ({ growth }) => growth),
			goal: { of: 'value', is: 'at most', value: 64 },
		},
		figure('throughput', 'MB/s', ({ megabytesPerSecond }) => megabytesPerSecond),
	];
}
