/** Streams large files to disk, in a process of its own so that its memory can be measured. */
import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { INodeParameters } from 'n8n-workflow';
import { storeBinariesInFiles } from '../tools/engine';
import { answerQuestions } from './answering';
import { realNow } from './clock';
import type { DownloadOrder, DownloadReply } from './downloadPlan';
import { growthDuring } from './memory';
import { imagine, itemsOf, timeNode } from './nodeRun';

const MEGABYTE = 1024 ** 2;
const downloadFiles: INodeParameters = { downloadFiles: true };

/** Also when this process ends in the middle of it. */
const removeAtExit = (folder: string): void => {
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
};

async function measured(run: () => Promise<void>): Promise<{ seconds: number; growth: number }> {
	let seconds = 0;
	const growth = await growthDuring(async () => {
		const startedAt = realNow();
		await run();
		seconds = (realNow() - startedAt) / 1000;
	});
	return { seconds, growth };
}

function assertSizes(sizes: readonly number[], bytes: number, count: number): void {
	if (sizes.length === count && sizes.every((size) => size === bytes)) return;
	throw new Error(`Stored are ${sizes.join(', ')} bytes, and not ${count} times ${bytes}`);
}

/** Get Task of a finished task, so that nothing but the download takes time. */
async function byNode({ address, bytes, atOnce }: DownloadOrder): Promise<DownloadReply> {
	const stored = await storeBinariesInFiles();
	removeAtExit(stored.folder);
	try {
		// The first has small files: code is loaded and compiled before memory counts.
		await timeNode(address, { parameters: imagine(downloadFiles) });
		const { run: made } = await timeNode(address, { parameters: imagine() });
		const taskId = { __rl: true, mode: 'id', value: made.output[0]?.json.taskId };
		const parameters = { operation: 'getTask', taskId, ...downloadFiles } as INodeParameters;
		let sizes: number[] = [];
		const result = await measured(async () => {
			const { run } = await timeNode(address, { parameters, items: itemsOf(atOnce) });
			sizes = run.output.map(({ binary }) =>
				binary?.data?.id?.startsWith('filesystem') === true ? Number(binary.data.bytes) : 0,
			);
		});
		assertSizes(sizes, bytes, atOnce);
		return result;
	} finally {
		await stored.restore();
	}
}

async function plainDownload(url: string, path: string): Promise<void> {
	const response = await fetch(url);
	if (response.body === null) throw new Error('No data came');
	await pipeline(
		Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]),
		createWriteStream(path),
	);
}

async function byPlainRequest({ address, bytes, atOnce }: DownloadOrder): Promise<DownloadReply> {
	const folder = await mkdtemp(join(tmpdir(), 'piapi-bench-'));
	removeAtExit(folder);
	const paths = Array.from({ length: atOnce }, (_, index) => join(folder, `${index}.png`));
	try {
		await plainDownload(address.bigFile.replace(`/${bytes}/`, `/${MEGABYTE}/`), join(folder, 'a'));
		const result = await measured(async () => {
			await Promise.all(paths.map(async (path) => await plainDownload(address.bigFile, path)));
		});
		const stats = await Promise.all(paths.map(async (path) => await stat(path)));
		assertSizes(
			stats.map(({ size }) => size),
			bytes,
			atOnce,
		);
		return result;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

answerQuestions<DownloadOrder, DownloadReply>(async (order) =>
	order.how === 'node' ? await byNode(order) : await byPlainRequest(order),
);
