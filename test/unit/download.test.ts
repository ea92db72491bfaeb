import { fileNameOf } from '../../nodes/result/fileName';

describe('the name of a file', () => {
	it.each([
		['https://a.example/fox.png', 'fox.png'],
		['https://a.example/deep/er/fox_1-2.webp?sign=abc/def.exe#x', 'fox_1-2.webp'],
		['https://a.example/a.b.c.mp4', 'a.b.c.mp4'],
		['https://a.example/model.glb', 'model.glb'],
		['https://a.example/a%20fox%2F1.jpeg', 'a_fox_1.jpeg'],
		['https://a.example/a:b|c.mp3', 'a_b_c.mp3'],
		['https://a.example/f%C3%BCchse.png', 'f__chse.png'],
	])('in %s is %s', (url, name) => expect(fileNameOf(url, 'fallback')).toBe(name));

	it.each(['a', 'ü', '🦊', 'a.'])('has at most 120 letters, with its ending: %s', (letter) => {
		const long = letter.repeat(3_000);
		const inHeader = `attachment; filename="${long}.png"`;
		for (const name of [
			fileNameOf(`https://a.example/${encodeURIComponent(long)}.png`, 'fallback'),
			fileNameOf('https://a.example/', 'fallback', inHeader),
			fileNameOf(`https://a.example/?name=${encodeURIComponent(long)}.png`, 'fallback'),
		]) {
			expect(name).toMatch(/^[\w.]+\.png$/);
			expect(Buffer.from(name).length).toBeLessThanOrEqual(120);
		}
		expect(fileNameOf(`https://a.example/${'a'.repeat(116)}.png`, 'x')).toBe(
			`${'a'.repeat(116)}.png`,
		);
	});

	it.each([
		'https://a.example',
		'https://a.example/',
		'https://a.example/fox.png/',
		'https://a.example/fox',
		'https://a.example/.png',
		'https://a.example/..',
		'https://a.example/.hidden.png',
		'https://a.example/fox.',
		'https://a.example/fox.x',
		'https://a.example/fox.toolong',
	])('in %s is not usable', (url) => expect(fileNameOf(url, 'task-1-1')).toBe('task-1-1'));
});
