import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { PNG } from 'pngjs';
import type { N8nClient } from '../../tools/n8n/client';
import type { BinaryFile, Item } from '../../tools/n8n/execution';
import { ClearFailure, messageOf } from '../../tools/command/failure';

const signatures = [
	{ extension: 'png', matches: (bytes: Buffer) => bytes.readUInt32BE(0) === 0x89504e47 },
	{ extension: 'jpg', matches: (bytes: Buffer) => bytes.readUInt16BE(0) === 0xffd8 },
	{
		extension: 'webp',
		matches: (bytes: Buffer) =>
			bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
	},
] as const;

/** The file extension that fits the bytes of an image; fails when they are not a complete image. */
export function imageExtension(bytes: Buffer): string {
	const kind =
		bytes.length < 12 ? undefined : signatures.find((signature) => signature.matches(bytes));
	if (kind === undefined) throw new ClearFailure('A downloaded file is not an image.');
	if (kind.extension === 'png') decodePng(bytes);
	return kind.extension;
}

function decodePng(bytes: Buffer): void {
	try {
		PNG.sync.read(bytes);
	} catch (error) {
		throw new ClearFailure(`A downloaded PNG cannot be read: ${messageOf(error)}`);
	}
}

/** Only images are checked: the simulator's other files contain text. */
export function fileExtension(
	bytes: Buffer,
	{ mimeType, fileName = '' }: Pick<BinaryFile, 'mimeType' | 'fileName'>,
): string {
	if (mimeType.startsWith('image/')) return imageExtension(bytes);
	if (!/^(video|audio|model)\//.test(mimeType)) {
		throw new ClearFailure(`A downloaded file is of the type ${mimeType}.`);
	}
	return extname(fileName).slice(1) || (mimeType.split('/')[1] ?? '');
}

/** Saves the files of one item; resolves with their paths. */
export async function saveFiles(
	client: N8nClient,
	item: Item,
	folder: string,
	name: string,
): Promise<readonly string[]> {
	const paths: string[] = [];
	for (const [field, file] of Object.entries(item.binary ?? {})) {
		// n8n keeps files on disk by default; in memory mode the bytes are in the item itself.
		const bytes =
			file.id === undefined ? Buffer.from(file.data, 'base64') : await client.binary(file.id);
		const suffix = field === 'data' ? '' : `-${field.replace(/[^a-z0-9]+/gi, '-')}`;
		const path = join(folder, `${name}${suffix}.${fileExtension(bytes, file)}`);
		await mkdir(folder, { recursive: true });
		await writeFile(path, bytes);
		fileExtension(await readFile(path), file);
		paths.push(path);
	}
	return paths;
}
