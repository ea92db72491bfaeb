import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import type { N8nClient } from '../n8n/client';
import type { Item } from '../n8n/execution';
import { ClearFailure, messageOf } from '../n8n/failure';

const signatures = [
	{ extension: 'png', matches: (bytes: Buffer) => bytes.readUInt32BE(0) === 0x89504e47 },
	{ extension: 'jpg', matches: (bytes: Buffer) => bytes.readUInt16BE(0) === 0xffd8 },
	{
		extension: 'webp',
		matches: (bytes: Buffer) =>
			bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
	},
] as const;

/** The file extension that fits a picture's bytes; fails when they are no whole picture. */
export function pictureExtension(bytes: Buffer): string {
	const kind =
		bytes.length < 12 ? undefined : signatures.find((signature) => signature.matches(bytes));
	if (kind === undefined) throw new ClearFailure('A downloaded file is not a picture.');
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

/** Saves the pictures of one item; resolves with their paths. They are read back and checked. */
export async function savePictures(
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
		const path = join(folder, `${name}${suffix}.${pictureExtension(bytes)}`);
		await mkdir(folder, { recursive: true });
		await writeFile(path, bytes);
		pictureExtension(await readFile(path));
		paths.push(path);
	}
	return paths;
}
