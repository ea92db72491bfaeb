import { hasLargeText, readFileText, withoutFileTexts } from '../../nodes/transport/fileText';

const long = 'iVBORw0KGgo'.repeat(200);

describe('a file as text', () => {
	it.each<[string, string, object | undefined]>([
		['base64', 'iVBORw0KGgo=', { base64: 'iVBORw0KGgo=' }],
		[
			'base64 in lines',
			` ${'iVBORw0K'.repeat(8)}\r\n iVBORw==\n`,
			{ base64: `${'iVBORw0K'.repeat(8)}iVBORw==` },
		],
		[
			'a data URL',
			'data:image/PNG;base64,iVBO Rw0K',
			{ contentType: 'image/png', base64: 'iVBORw0K' },
		],
		[
			'a data URL with parameters',
			'DATA:text/plain;charset=utf-8;base64,aGVsbG8=',
			{ contentType: 'text/plain', base64: 'aGVsbG8=' },
		],
		['a data URL without a type', 'data:;base64,aGVsbG8=', { base64: 'aGVsbG8=' }],
		['a data URL of text', 'data:text/plain,hello', { contentType: 'text/plain' }],
		['a data URL that is cut', 'data:image/png;base64,', { contentType: 'image/png' }],
		['a data URL of something else', 'data:image/png;base64,a b?', { contentType: 'image/png' }],
		['base64 that is cut', 'aGVsb', undefined],
		['padding alone', '=', undefined],
		['a link', 'https://example.com/a', undefined],
		['prose', 'a fox in snow', undefined],
		['verse', 'snow\nfox', undefined],
		['nothing', '  ', undefined],
	])('is read from %s', (_, text, parts) => {
		expect(readFileText(text)).toEqual(parts);
	});

	it('of 20 MB is read', () => {
		const text = 'A'.repeat(20 * 1024 ** 2);
		expect(readFileText(`data:video/mp4;base64,${text}`)?.base64).toHaveLength(text.length);
		expect(readFileText(`${text}?`)).toBeUndefined();
	});

	it('is cut where a value is shown, and everything else is kept', () => {
		const prose = 'a red fox in fresh snow '.repeat(200);
		const shown = withoutFileTexts({
			prompt: prose,
			image: `data:image/png;base64,${long}`,
			list: [long, 'short', 5, null],
		});
		expect(shown).toEqual({
			prompt: prose,
			image: `data:image/png;base64,${long.slice(0, 38)}… (2222 characters)`,
			list: [`${long.slice(0, 60)}… (2200 characters)`, 'short', 5, null],
		});
	});

	it('is large from 100 KB on, wherever it is', () => {
		const large = 'A'.repeat(100_001);
		expect([large, { a: [{ b: large }] }].map(hasLargeText)).toEqual([true, true]);
		expect([large.slice(1), { a: 5, b: null }].map(hasLargeText)).toEqual([false, false]);
	});
});
