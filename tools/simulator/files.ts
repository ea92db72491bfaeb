import { redirectTo, refusal, type Answer } from './answers';
import type { Endpoint } from './endpoint';
import { cutPicture, gridPicture, singlePicture } from './pictures';
import type { SimulatedTask } from './simulatedTask';

const CHUNK = Buffer.alloc(64 * 1024, 'a large result file ');

const types: Readonly<Record<string, string>> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	webp: 'image/webp',
	mp4: 'video/mp4',
	mp3: 'audio/mpeg',
	wav: 'audio/wav',
	glb: 'model/gltf-binary',
};

const typeOf = (name: string): string =>
	types[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream';

const fileAnswer = (
	name: string,
	content: Buffer | Iterable<Buffer>,
	headers: Answer['headers'] = {},
): Answer => ({ status: 200, headers: { 'content-type': typeOf(name), ...headers }, content });

/** Bytes generated while they are read, so that a file of any size takes no memory. */
const generatedBytes = function* (size: number): Generator<Buffer> {
	for (let left = size; left > 0; left -= CHUNK.length) {
		yield left >= CHUNK.length ? CHUNK : CHUNK.subarray(0, left);
	}
};

const parentOf = (task: SimulatedTask): { taskId: string; index: number } | undefined => {
	const { origin_task_id: taskId, index } = task.request.input;
	return typeof taskId === 'string' && /^[1-4]$/.test(String(index))
		? { taskId, index: Number(index) }
		: undefined;
};

const resultFile = (task: SimulatedTask, name: string): Buffer | undefined => {
	const cut = /^cut-([1-4])\.png$/.exec(name)?.[1];
	if (cut !== undefined) return cutPicture(task.id, Number(cut));
	if (name === 'grid.png') return gridPicture(task.id);
	if (name.endsWith('.png')) return singlePicture(task.id, parentOf(task));
	return name.includes('.') ? Buffer.from(`${name} of task ${task.id}`) : undefined;
};

/** The file origin: results, uploads, files of any size and redirects. No key is required. */
export const answerFile: Endpoint = ({ path, query }, { ledger, fileUrl }) => {
	const [, folder, first = '', name = ''] = path.split('/').map(decodeURIComponent);
	const task = folder === 'results' ? ledger.task(first) : undefined;
	const upload = ledger.uploads.find(({ url }) => url === `${fileUrl}${path}`);
	const content = task === undefined ? upload?.content : resultFile(task, name);
	if (content !== undefined) return fileAnswer(name, content);
	if (folder === 'big' && /^\d+$/.test(first)) {
		const headers = query.length === 'hidden' ? undefined : { 'content-length': first };
		return fileAnswer(name, generatedBytes(Number(first)), headers);
	}
	if (folder === 'redirect') return redirectTo(query.to ?? '/');
	return refusal(404, 'file not found');
};
