import type { IBinaryData } from 'n8n-workflow';

import { createFileUploader, type FileUploader } from '../../nodes/request/fileUploader';
import { digestOfBytes } from '../../nodes/request/digest';
import type { Client, UploadFile } from '../../nodes/transport/client';
import { createLimiter } from '../../nodes/transport/limiter';
import type { Exchange } from '../../nodes/transport/exchange';
import { createProblem, isProblem } from '../../nodes/transport/problem';
import { HandClock } from './handClock';

const binary = (property: string, label = 'Image') => ({
	binary: { itemIndex: 4, property, label },
});

type FileFacts = Partial<Pick<IBinaryData, 'mimeType' | 'fileName' | 'fileExtension'>>;

interface Files {
	readonly [property: string]: FileFacts & { readonly bytes: Buffer };
}

const answered = (url: unknown, inBody = false): Exchange => {
	const body = inBody ? { url } : { data: { url } };
	return {
		outcome: 'answered',
		envelope: { code: 200, data: inBody ? undefined : { url }, message: '', body: body as never },
	};
};

function openUploader(
	files: Files,
	upload: (file: UploadFile) => Exchange = () => answered('https://up.example/1'),
) {
	const uploads: UploadFile[] = [];
	const clock = new HandClock();
	const client = {
		upload: async (file: UploadFile) => {
			uploads.push(file);
			return await Promise.resolve(upload(file));
		},
	} as Pick<Client, 'upload'> as Client;
	const fileAt = (property: string) => {
		const file = files[property];
		if (file === undefined) throw new Error(`There is no binary field ${property}`);
		return file;
	};
	const uploader: FileUploader = createFileUploader({
		client,
		clock,
		limiter: createLimiter(2, clock),
		helpers: {
			assertBinaryData: (_, property) => {
				const { bytes: _bytes, mimeType = 'image/png', ...data } = fileAt(property as string);
				return { mimeType, data: '', ...data };
			},
			getBinaryDataBuffer: async (_, property) =>
				await Promise.resolve(fileAt(property as string).bytes),
		},
	});
	return { uploader, uploads, clock };
}

const reference = (property: string) => binary(property).binary;
const fox = Buffer.from('a fox');
const hare = Buffer.from('a hare');

describe('a binary field', () => {
	it('is sent as base64', async () => {
		const { uploader, uploads } = openUploader({ data: { bytes: fox } });
		expect(await uploader.base64(reference('data'))).toBe('YSBmb3g=');
		expect(uploads).toEqual([]);
	});

	it('is known by its content', async () => {
		const { uploader } = openUploader({ a: { bytes: fox }, b: { bytes: fox }, c: { bytes: hare } });
		expect(await uploader.fingerprint(reference('a'))).toBe(digestOfBytes(fox));
		expect(await uploader.fingerprint(reference('b'))).toBe(digestOfBytes(fox));
		expect(await uploader.fingerprint(reference('c'))).toBe(digestOfBytes(hare));
	});

	it('is uploaded once for each content', async () => {
		let made = 0;
		const { uploader, uploads } = openUploader(
			{ a: { bytes: fox }, b: { bytes: fox }, c: { bytes: hare } },
			() => answered(`https://up.example/${++made}`),
		);
		const links = await Promise.all(
			['a', 'b', 'c', 'a'].map(async (property) => await uploader.link(reference(property))),
		);
		expect(links.map((link) => link === links[0])).toEqual([true, true, false, true]);
		expect(uploads.map(({ data }) => data)).toEqual(
			[fox, hare].map((bytes) => bytes.toString('base64')),
		);
	});

	it.each<[FileFacts, string]>([
		[{ fileName: 'fox.png' }, 'fox.png'],
		[{ fileName: 'fox' }, 'fox.png'],
		[{ fileName: 'fox', fileExtension: 'webp' }, 'fox.webp'],
		[{}, 'file.png'],
		[{ mimeType: 'video/mp4' }, 'file.mp4'],
		[{ mimeType: 'unknown' }, 'file.bin'],
		[{ fileName: `${'x'.repeat(200)}.png` }, `${'x'.repeat(124)}.png`],
		[{ fileName: 'Foto 12.03.2026' }, 'Foto 12.03.2026.png'],
		[{ fileName: 'speak', fileExtension: 'mpga', mimeType: 'audio/mpeg' }, 'speak.mp3'],
		[{ fileName: 'speak.mpga', fileExtension: 'mpga', mimeType: 'audio/mpeg' }, 'speak.mp3'],
		[{ fileExtension: 'mpga', mimeType: 'audio/mpeg; charset=binary' }, 'file.mp3'],
		[{ fileName: 'a.JPG', mimeType: 'image/jpeg' }, 'a.JPG'],
		[{ fileName: 'a.jpe', fileExtension: 'jpe', mimeType: 'image/jpeg' }, 'a.jpg'],
		[{ fileName: 'v1.2', mimeType: 'audio/x-wav' }, 'v1.2.wav'],
		[{ fileName: '.png', mimeType: 'image/png' }, '.png.png'],
		[{ fileName: 'fox.heic', fileExtension: 'heic', mimeType: 'image/heic' }, 'fox.heic'],
		[{ fileName: 'x'.repeat(200), mimeType: 'audio/mpeg' }, `${'x'.repeat(124)}.mp3`],
		[{ fileName: `${'x'.repeat(123)}🦊y` }, `${'x'.repeat(123)}.png`],
		[{ fileName: `${'x'.repeat(128)}.jpeg` }, `${'x'.repeat(123)}.jpeg`],
	])('with %p is uploaded as %p', async (data, fileName) => {
		const { uploader, uploads } = openUploader({ data: { bytes: fox, ...data } });
		await uploader.link(reference('data'));
		expect(uploads[0]?.fileName).toBe(fileName);
	});

	it.each([
		['ffd8ffe000104a46494600', 'jpg'],
		['89504e470d0a1a0a', 'png'],
		['524946460000000057454250', 'webp'],
		['524946460000000057415645', 'wav'],
		['000000206674797069736f6d', 'mp4'],
		['49443303000000', 'mp3'],
		['fffb9000', 'mp3'],
		['000000206674797068656963', 'bin'],
		['0a0b0c', 'bin'],
	])('of unknown type that begins with %s is uploaded as %s', async (hex, extension) => {
		for (const mimeType of ['application/octet-stream', '']) {
			const bytes = Buffer.from(hex, 'hex');
			const { uploader, uploads } = openUploader({
				data: { bytes, mimeType, fileName: 'data', fileExtension: 'bin' },
			});
			await uploader.link(reference('data'));
			expect(uploads[0]?.fileName).toBe(`data.${extension}`);
		}
	});

	it.each<[string, Exchange]>([
		['was canceled', { outcome: 'canceled' }],
		['was refused', { outcome: 'refused', problem: createProblem({ message: 'no', advice: '' }) }],
		['has no link', answered('')],
	])('whose upload %s is uploaded again when it is asked for again', async (_, first) => {
		const exchanges = [first, answered('https://up.example/2')];
		const { uploader, uploads } = openUploader(
			{ data: { bytes: fox } },
			() => exchanges.shift() ?? first,
		);
		expect(isProblem(await uploader.link(reference('data')))).toBe(true);
		expect(await uploader.link(reference('data'))).toBe('https://up.example/2');
		expect(uploads).toHaveLength(2);
	});

	it('too large for a text is a problem of its own item', async () => {
		const bytes = Object.assign(Buffer.from('huge'), {
			toString: () => {
				throw new Error('Cannot create a string longer than 0x1fffffe8 characters');
			},
		});
		const { uploader } = openUploader({ data: { bytes } });
		for (const refused of [
			await uploader.base64(reference('data')),
			await uploader.dataUrl(reference('data')),
		]) {
			expect(refused).toMatchObject({ message: 'Image is too large to send with the request' });
		}
	});

	it.each<[string, string, boolean, boolean]>([
		['403', 'image/png', true, false],
		['400', 'audio/flac; rate=44100', true, false],
		['403', 'image/png', false, true],
		['401', 'image/png', false, false],
		['500', 'image/png', false, false],
	])(
		'whose upload is refused with %s goes into the request where PiAPI takes that',
		async (httpCode, mimeType, isText, isElsewhere) => {
			const problem = createProblem({ message: 'no', advice: '', httpCode, isElsewhere });
			const { uploader } = openUploader({ data: { bytes: fox, mimeType } }, () => ({
				outcome: 'refused',
				problem,
			}));
			const sent = await uploader.linkOrBase64(reference('data'));
			expect(isProblem(sent)).toBe(!isText);
			if (isText) expect(sent).toBe(`data:${mimeType.split(';')[0]};base64,YSBmb3g=`);
			expect(isProblem(await uploader.link(reference('data')))).toBe(true);
		},
	);

	it('that can be uploaded is sent as a link, though PiAPI takes base64, too', async () => {
		const { uploader, uploads } = openUploader({ data: { bytes: fox } });
		expect(await uploader.linkOrBase64(reference('data'))).toBe('https://up.example/1');
		expect(uploads).toHaveLength(1);
	});

	it('is not uploaded once PiAPI has said that the plan includes no uploads', async () => {
		const { uploader, uploads } = openUploader(
			{ a: { bytes: fox }, b: { bytes: hare }, large: { bytes: Buffer.alloc(11 * 1024 ** 2) } },
			() => ({
				outcome: 'refused',
				problem: createProblem({ message: 'no plan', advice: '', httpCode: '403' }),
			}),
		);
		await uploader.linkOrBase64(reference('a'));
		expect(await uploader.linkOrBase64(reference('b'))).toBe('data:image/png;base64,YSBoYXJl');
		expect(uploads).toHaveLength(1);
		expect(await uploader.linkOrBase64(reference('large'))).toMatchObject({
			message: 'Image is 11.0 MB large',
			advice: expect.stringContaining('10 MB'),
		});
	});

	it("gets the link from the answer's data or from its top", async () => {
		for (const inBody of [false, true]) {
			const { uploader } = openUploader({ data: { bytes: fox } }, () =>
				answered('https://up.example/1', inBody),
			);
			expect(await uploader.link(reference('data'))).toBe('https://up.example/1');
		}
	});

	it.each<[string, Exchange, string, string]>([
		[
			'403',
			{
				outcome: 'refused',
				problem: createProblem({ message: 'no plan', advice: '', httpCode: '403' }),
			},
			'no plan',
			'Creator plan',
		],
		[
			'400',
			{
				outcome: 'refused',
				problem: createProblem({ message: 'bad type', advice: '', httpCode: '400' }),
			},
			'bad type',
			'10 MB',
		],
		['no link', answered(undefined), 'no link', 'link instead'],
		['an empty link', answered(''), 'no link', 'link instead'],
		['a stop', { outcome: 'canceled' }, 'stopped', ''],
	])('whose upload ends with %s says so', async (_, exchange, reason, advice) => {
		const { uploader } = openUploader({ data: { bytes: fox } }, () => exchange);
		const refused = await uploader.link(reference('data'));
		expect(typeof refused === 'object' && refused.message).toContain('Image could not be uploaded');
		expect(typeof refused === 'object' && refused.message).toContain(reason);
		expect(typeof refused === 'object' && refused.advice).toContain(advice);
	});

	it('is uploaded again through a passing fault', async () => {
		const unclear: Exchange = {
			outcome: 'unclear',
			problem: createProblem({ message: 'cut', advice: '' }),
		};
		const exchanges = [unclear, unclear, answered('https://up.example/3')];
		const { uploader, clock } = openUploader(
			{ data: { bytes: fox } },
			() => exchanges.shift() ?? unclear,
		);
		const link = uploader.link(reference('data'));
		await clock.advance(60_000);
		expect(await link).toBe('https://up.example/3');
	});

	it('may have 10 MB, and not a byte more', async () => {
		const { uploader, uploads } = openUploader({
			large: { bytes: Buffer.alloc(10 * 1024 ** 2) },
			larger: { bytes: Buffer.alloc(10 * 1024 ** 2 + 1) },
		});
		expect(await uploader.link(reference('large'))).toBe('https://up.example/1');
		const refused = await uploader.link(reference('larger'));
		expect(typeof refused === 'object' && refused.advice).toContain('10 MB');
		expect(uploads).toHaveLength(1);
	});

	it('that is not there is named', async () => {
		const { uploader } = openUploader({});
		for (const refused of [
			await uploader.link(reference('photo')),
			await uploader.base64(reference('photo')),
			await uploader.fingerprint(reference('photo')),
		]) {
			expect(typeof refused === 'object' && refused.message).toBe(
				'Image could not be read from the binary field "photo"',
			);
		}
	});
});
