import type { NamedFile } from './fileUploader';

interface Multipart {
	readonly bytes: Buffer;
	readonly contentType: string;
}

const quoted = (text: string): string => text.replace(/["\r\n]/g, '_');

/** A form with texts and files, as the body of a request. `boundary` must occur in none of them. */
export function multipart(
	texts: ReadonlyArray<readonly [name: string, text: string]>,
	files: ReadonlyArray<readonly [name: string, file: NamedFile]>,
	boundary: string,
): Multipart {
	const head = (lines: readonly string[]): Buffer =>
		Buffer.from([`--${boundary}`, ...lines, '', ''].join('\r\n'));
	const end = Buffer.from('\r\n');
	const parts = [
		...texts.flatMap(([name, text]) => [
			head([`Content-Disposition: form-data; name="${quoted(name)}"`]),
			Buffer.from(text),
			end,
		]),
		...files.flatMap(([name, file]) => [
			head([
				`Content-Disposition: form-data; name="${quoted(name)}"; filename="${quoted(file.name)}"`,
				`Content-Type: ${quoted(file.mimeType)}`,
			]),
			file.bytes,
			end,
		]),
	];
	return {
		bytes: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}
