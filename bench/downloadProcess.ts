/** Streams large files to disk, in a process of its own so that its memory can be measured. */
import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { INodeParameters } from 'n8n-workflow';
import { storeBinariesInFiles } from '../tools/engine';
import { answerCalls } from './childProcess';
import { measured } from './measured';
import { imagine, itemsOf, timeNode } from './nodeRun';
import type { Address } from './simulatorPlan';

/** What to stream to disk. */
interface DownloadOrder {
	readonly address: Address;
	readonly bytes: number;
	/** Files at the same time. */
	readonly atOnce: number;
}

type Download = (order: DownloadOrder) => Promise<{ seconds: number; growth: number }>;

/** By the node into n8n's storage, or by plain requests into files. */
export interface DownloadCalls {
	readonly node: Download;
	readonly bare: Download;
}

const MEGABYTE = 1024 ** 2;
const downloadFiles: INodeParameters = { downloadFiles: true };

/** Also when this process ends in the middle of it. */
const removeAtExit = (folder: string): void => {
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
};

function assertSizes(sizes: readonly number[], bytes: number, count: number): void {
	if (sizes.length === count && sizes.every((size) => size === bytes)) return;
	throw new Error(`Stored are ${sizes.join(', ')} bytes, and not ${count} times ${bytes}`);
}

/** Get Task of a finished task, so that nothing but the download takes time. */
const byNode: Download = async ({ address, bytes, atOnce }) => {
	const stored = await storeBinariesInFiles();
	removeAtExit(stored.folder);
	try {
		// The first has small files: code is loaded and compiled before memory counts.
		await timeNode(address, { parameters: imagine(downloadFiles) });
		const { result: made } = await timeNode(address);
		const taskId = { __rl: true, mode: 'id', value: made.output[0]?.json.taskId };
		const parameters = { operation: 'getTask', taskId, ...downloadFiles } as INodeParameters;
		const timed = await timeNode(address, { parameters, items: itemsOf(atOnce) });
		const sizes = timed.result.output.map(({ binary }) =>
			binary?.data?.id?.startsWith('filesystem') === true ? Number(binary.data.bytes) : 0,
		);
		assertSizes(sizes, bytes, atOnce);
		return { seconds: timed.seconds, growth: timed.growth };
	} finally {
		await stored.restore();
	}
};

async function plainDownload(url: string, path: string): Promise<void> {
	const response = await fetch(url);
	if (response.body === null) throw new Error('No data came');
	await pipeline(
		Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
		createWriteStream(path),
	);
}

const byPlainRequest: Download = async ({ address, bytes, atOnce }) => {
	const folder = await mkdtemp(join(tmpdir(), 'piapi-bench-'));
	removeAtExit(folder);
	const paths = Array.from({ length: atOnce }, (_, index) => join(folder, `${index}.png`));
	try {
		await plainDownload(address.bigFile.replace(`/${bytes}/`, `/${MEGABYTE}/`), join(folder, 'a'));
		const { seconds, growth } = await measured(async () => {
			await Promise.all(paths.map(async (path) => await plainDownload(address.bigFile, path)));
		});
		const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
		assertSizes(sizes, bytes, atOnce);
		return { seconds, growth };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

answerCalls<DownloadCalls>({ node: byNode, bare: byPlainRequest });
