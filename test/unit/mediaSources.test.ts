import { media } from '../../nodes/catalog/fields';
import type { MediaField } from '../../nodes/catalog/vocabulary';
import { mediaSources } from '../../nodes/request/mediaSources';
import { endsSoon } from './endsSoon';
import { isProblem } from '../../nodes/transport/problem';

const one = media('image_url', { label: 'Image', help: 'The image', media: 'image' });
const many: MediaField = { ...one, label: 'Images', multiple: true };
const inline: MediaField = { ...one, label: 'Mask', sentAs: 'base64' };

const either: MediaField = { ...one, sentAs: 'linkOrBase64' };
const clip: MediaField = { ...either, label: 'Video', media: 'video' };
const voice: MediaField = { ...either, label: 'Voice', media: 'audio' };

/** A file of a few hundred bytes that begins like that. */
const fileOf = (beginning: string, size = 300): string =>
	Buffer.concat([Buffer.from(beginning, 'latin1'), Buffer.alloc(size, 7)]).toString('base64');
const PNG = fileOf('\x89PNG\r\n\x1a\n');
const MP4 = fileOf('\0\0\0 ftypisom');
const FLAC = fileOf('fLaC');
const dataUrl = (type: string, base64: string): string => `data:${type};base64,${base64}`;

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
		['base64', inline, locator(PNG, 'base64'), [sent(PNG)]],
		[
			'base64 with its type before it',
			inline,
			locator(dataUrl('image/png', PNG.replace(/.{76}/g, '$&\n ')), 'base64'),
			[sent(PNG)],
		],
		['a binary field for base64', inline, locator('data', 'binary'), [binary('data', 'Mask')]],
		[
			'a link where base64 is taken, too',
			either,
			locator('https://a.example'),
			[sent('https://a.example')],
		],
		['a binary field there', either, locator('data', 'binary'), [binary('data')]],
		['base64 there', either, locator(`\n${PNG}\n`), [sent(PNG)]],
		['base64 in lines there', either, locator(PNG.replace(/.{76}/g, '$&\r\n')), [sent(PNG)]],
		['a data URL there', either, dataUrl('image/png', PNG), [sent(dataUrl('image/png', PNG))]],
		[
			'a data URL in lines there',
			either,
			dataUrl('image/png', PNG.replace(/.{76}/g, '$&\n')),
			[sent(dataUrl('image/png', PNG))],
		],
		['base64 of an unknown kind there', either, fileOf('???'), [sent(fileOf('???'))]],
		[
			'a data URL of an unknown type there',
			either,
			dataUrl('application/octet-stream', PNG),
			[sent(dataUrl('application/octet-stream', PNG))],
		],
		['base64 of a video', clip, MP4, [sent(MP4)]],
		['base64 of a recording', voice, FLAC, [sent(FLAC)]],
		['base64 of a recording in a video', voice, MP4, [sent(MP4)]],
		[
			'data URLs in a list',
			{ ...either, multiple: true },
			`${dataUrl('image/png', PNG)}, https://a.example\n${dataUrl('image/png', PNG.replace(/.{76}/g, '$&\n'))}`,
			[sent(dataUrl('image/png', PNG)), sent('https://a.example'), sent(dataUrl('image/png', PNG))],
		],
		['no rows', many, {}, []],
		[
			'a list in place of rows',
			many,
			['https://a.example', locator('data', 'binary')],
			[sent('https://a.example'), binary('data', 'Images')],
		],
		[
			'a list as JSON text',
			many,
			'["https://a.example", "https://b.example"]',
			[sent('https://a.example'), sent('https://b.example')],
		],
		[
			'links separated by commas or lines',
			many,
			rows(locator('https://a.example/w=1,h=2, https://b.example\nhttps://c.example')),
			[sent('https://a.example/w=1,h=2'), sent('https://b.example'), sent('https://c.example')],
		],
		['one link in place of rows', many, 'https://a.example', [sent('https://a.example')]],
		['a locator in place of rows', many, locator('https://a.example'), [sent('https://a.example')]],
		[
			'names of binary fields separated by commas',
			many,
			rows(locator('a, b', 'binary')),
			[binary('a', 'Images'), binary('b', 'Images')],
		],
		[
			'a list of one link as JSON text',
			one,
			locator('["https://a.example"]'),
			[sent('https://a.example')],
		],
		['a link with commas', one, locator('https://a.example/1,2'), [sent('https://a.example/1,2')]],
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
		['nothing where a file is required', { ...one, required: true }, locator(''), 'Image is empty'],
		['no rows where files are required', { ...many, required: true }, {}, 'Images is empty'],
		['rows that are not list', many, { items: 'a' }, 'Images is not a list'],
		['an object in place of rows', many, { url: 'https://a.example' }, 'Images is not a list'],
		['false in place of rows', many, false, 'Images is not text'],
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
			'Image has several files',
		],
		['a link as base64', inline, locator('https://a.example', 'base64'), 'Mask is not base64'],
		['prose as base64', inline, locator('not base64!', 'base64'), 'Mask is not base64'],
		['a word as base64', inline, locator('mask', 'base64'), 'Mask is not base64'],
		['the text null as base64', inline, 'null', 'Mask is not base64'],
		['the name of a binary field as base64', inline, 'data', 'Mask is not base64'],
		['a page as base64', inline, fileOf('<!doctype html>'), 'Mask is not base64 of an image'],
		['a data URL of a video', inline, dataUrl('video/mp4', MP4), 'Mask is not base64 of an image'],
		['too large a mask', inline, fileOf('\x89PNG\r\n', 10 * 1024 ** 2), 'Mask is 10.0 MB large'],
		[
			'a data URL where PiAPI takes links',
			one,
			dataUrl('image/png', PNG),
			'Image is base64 text, not a link',
		],
		['base64 where PiAPI takes links', one, PNG, 'Image is base64 text, not a link'],
		['a word where base64 is taken', either, 'data', 'Image is not a link: data'],
		['prose there', either, 'a fox in snow', 'Image is not a link: a fox in snow'],
		['a data URL of text there', either, 'data:image/png,fox', 'Image is not base64'],
		['a data URL of no base64 there', either, dataUrl('image/png', 'a?'), 'Image is not base64'],
		['a page there', either, dataUrl('text/html', PNG), 'Image is not base64 of an image'],
		[
			'base64 of a page there',
			either,
			fileOf('<!doctype html>'),
			'Image is not base64 of an image',
		],
		['a video as an image', either, dataUrl('video/mp4', MP4), 'Image is not base64 of an image'],
		['base64 of a video as an image', either, MP4, 'Image is not base64 of an image'],
		['an image as a video', clip, PNG, 'Video is not base64 of a video'],
		['an image as a recording', voice, PNG, 'Voice is not base64 of a recording'],
		[
			'base64 of more than 10 MB',
			either,
			fileOf('\x89PNG\r\n', 10 * 1024 ** 2),
			'Image is 10.0 MB large',
		],
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

	it('are refused without the file itself', () => {
		for (const field of [one, either, clip, inline]) {
			for (const value of [
				dataUrl('text/html', PNG),
				PNG,
				MP4,
				`${MP4}?`,
				dataUrl('image/png', '?'),
			]) {
				const refused = mediaSources(field, locator(value), 0);
				if (!isProblem(refused)) continue;
				expect(`${refused.message} ${refused.advice}`.length).toBeLessThan(300);
				expect(refused.advice).toContain(field.label);
			}
		}
	});

	it('say how to have a file uploaded where PiAPI takes links', () => {
		expect(mediaSources(one, PNG, 0)).toMatchObject({
			advice: expect.stringMatching(/Convert to File .* choose Binary/),
		});
	});

	it('are refused with the beginning of a long text only', () => {
		const refused = mediaSources(one, locator('x'.repeat(5000)), 0);
		expect(isProblem(refused) && refused.message.length).toBeLessThan(150);
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

it.each([',', ' ', ';'])('a text of nothing but %p between letters is read', (mark) => {
	for (const beginning of ['', 'data:image/png;base64,']) {
		const text = `https://a.example/${beginning}a${mark.repeat(400_000)}b`;
		expect(endsSoon(() => mediaSources(many, rows(locator(text)), 0))).toBeDefined();
	}
});
