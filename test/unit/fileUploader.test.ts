import type { IBinaryData } from 'n8n-workflow';

import { media } from '../../nodes/catalog/fields';
import type { MediaField } from '../../nodes/catalog/vocabulary';
import {
	createFileUploader,
	mediaSources,
	type FileUploader,
} from '../../nodes/request/fileUploader';
import { digestOfBytes } from '../../nodes/request/digest';
import type { Client, UploadFile } from '../../nodes/transport/client';
import { createLimiter } from '../../nodes/transport/limiter';
import type { Exchange } from '../../nodes/transport/exchange';
import { createProblem, isProblem } from '../../nodes/transport/problem';
import { HandClock } from './handClock';

const one = media('image_url', { label: 'Image', help: 'The image', media: 'image' });
const many: MediaField = { ...one, label: 'Images', multiple: true };
const inline: MediaField = { ...one, label: 'Mask', sentAs: 'base64' };

const locator = (value: unknown, mode = 'url') => ({ __rl: true, mode, value });
const rows = (...files: unknown[]) => ({ items: files.map((file) => ({ file })) });
const sent = (text: string) => ({ sent: text });
const binary = (property: string, label = 'Image') => ({
	binary: { itemIndex: 4, property, label },
});

describe('the files of a media field', () => {
	it.each<[string, MediaField, unknown, unknown[]]>([
		['nothing', one, undefined, []],
		['an empty link', one, locator(''), []],
		['no value at all', one, locator(undefined), []],
		['null', one, locator(null), []],
		['a link', one, locator(' https://example.com/a.png '), [sent('https://example.com/a.png')]],
		['a link as an expression gives it', one, 'http://example.com', [sent('http://example.com')]],
		['a list of one link', one, locator(['https://a.example']), [sent('https://a.example')]],
		['a binary field', one, locator(' data ', 'binary'), [binary('data')]],
		['base64', inline, locator('iVBORw0KGgo=', 'base64'), [sent('iVBORw0KGgo=')]],
		[
			'base64 with its type before it',
			inline,
			locator('data:image/png;base64,iVBOR\n w0KGgo=', 'base64'),
			[sent('iVBORw0KGgo=')],
		],
		['a binary field for base64', inline, locator('data', 'binary'), [binary('data', 'Mask')]],
		['no rows', many, {}, []],
		['rows that are no list', many, { items: 'a' }, []],
		['an empty row', many, rows(locator('')), []],
		[
			'rows of links, lists and binary fields, in order',
			many,
			rows(
				locator('https://a.example'),
				locator('data', 'binary'),
				locator(['https://b.example', '', 'https://c.example']),
				undefined,
				locator('https://d.example'),
			),
			[
				sent('https://a.example'),
				binary('data', 'Images'),
				sent('https://b.example'),
				sent('https://c.example'),
				sent('https://d.example'),
			],
		],
	])('from %s', (_, field, raw, sources) => {
		expect(mediaSources(field, raw, 4)).toEqual(sources);
	});

	it.each<[string, MediaField, unknown, string]>([
		['nothing where a file is needed', { ...one, required: true }, locator(''), 'Image is empty'],
		['no rows where files are needed', { ...many, required: true }, {}, 'Images is empty'],
		['a word', one, locator('fox'), 'Image is not a link: fox'],
		[
			'another protocol',
			one,
			locator('ftp://a.example/b'),
			'Image is not a link: ftp://a.example/b',
		],
		['a link with blanks', one, locator('https://a b'), 'Image is not a link: https://a b'],
		['a local path', one, locator('/tmp/fox.png'), 'Image is not a link: /tmp/fox.png'],
		['a number', one, locator(5), 'Image is not text'],
		['an object', one, locator({ url: 'https://a.example' }), 'Image is not text'],
		[
			'two links',
			one,
			locator(['https://a.example', 'https://b.example']),
			'Image holds several files',
		],
		['a link as base64', inline, locator('https://a.example', 'base64'), 'Mask is not base64'],
		['prose as base64', inline, locator('not base64!', 'base64'), 'Mask is not base64'],
		[
			'one wrong row',
			many,
			rows(locator('https://a.example'), locator('b')),
			'Images is not a link: b',
		],
	])('from %s are refused', (_, field, raw, message) => {
		const refused = mediaSources(field, raw, 0);
		expect(isProblem(refused) && refused.message).toBe(message);
		expect(isProblem(refused) && refused.advice).toContain(field.label);
	});

	it('are refused with the beginning of a long text only', () => {
		const refused = mediaSources(one, locator('x'.repeat(5000)), 0);
		expect(isProblem(refused) && refused.message.length).toBeLessThan(150);
	});
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
	])('with %p is uploaded as %p', async (data, fileName) => {
		const { uploader, uploads } = openUploader({ data: { bytes: fox, ...data } });
		await uploader.link(reference('data'));
		expect(uploads[0]?.fileName).toBe(fileName);
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

it('a link of blanks counts as empty', () => {
	const image = media('image_url', { label: 'Image', help: 'A picture', media: 'image' });
	const blank = { __rl: true, mode: 'url', value: '  ' };
	expect(mediaSources(image, blank, 0)).toEqual([]);
	expect(mediaSources({ ...image, required: true }, blank, 0)).toMatchObject({
		message: 'Image is empty',
	});
});
