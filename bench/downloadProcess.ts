/** Streams one large file to disk, in a process of its own so that its memory can be measured. */
import { createWriteStream, rmSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { INodeParameters } from 'n8n-workflow';
import { storeBinariesInFiles } from '../test/engine/harness';
import { answerQuestions } from './answering';
import { realNow } from './clock';
import type { DownloadOrder, DownloadReply } from './downloadPlan';
import { growthDuring } from './memory';
import { imagine, timeNode } from './nodeRun';

const MEGABYTE = 1024 ** 2;
const downloadFiles: INodeParameters = { options: { downloadFiles: true } };

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

/** Get Task of a finished task, so that nothing but the download takes time. */
async function byNode({ address, bytes }: DownloadOrder): Promise<DownloadReply> {
	const stored = await storeBinariesInFiles();
	removeAtExit(stored.folder);
	try {
		// The first has small files: code is loaded and compiled before memory counts.
		await timeNode(address, { parameters: imagine(downloadFiles) });
		const { run: made } = await timeNode(address, { parameters: imagine() });
		const taskId = { __rl: true, mode: 'id', value: made.output[0]?.json.taskId };
		const parameters = { operation: 'getTask', taskId, ...downloadFiles } as INodeParameters;
		let stands: string | undefined;
		const result = await measured(async () => {
			const { run } = await timeNode(address, { parameters });
			const { data } = run.output[0]?.binary ?? {};
			stands = data?.id?.startsWith('filesystem') ? String(data.bytes) : undefined;
		});
		if (stands !== String(bytes)) throw new Error(`Stored are ${stands} of ${bytes} bytes`);
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

async function byPlainRequest({ address, bytes }: DownloadOrder): Promise<DownloadReply> {
	const folder = await mkdtemp(join(tmpdir(), 'piapi-bench-'));
	removeAtExit(folder);
	const path = join(folder, 'large.png');
	try {
		await plainDownload(address.bigFile.replace(`/${bytes}/`, `/${MEGABYTE}/`), path);
		const result = await measured(async () => await plainDownload(address.bigFile, path));
		const { size } = await stat(path);
		if (size !== bytes) throw new Error(`Stored are ${size} of ${bytes} bytes`);
		return result;
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

answerQuestions<DownloadOrder, DownloadReply>(async (order) =>
	order.how === 'node' ? await byNode(order) : await byPlainRequest(order),
);
