import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { IBinaryData } from 'n8n-workflow';

import { download, type Downloads } from '../../nodes/result/download';
import { createLimiter } from '../../nodes/transport/limiter';
import { isProblem, type Problem } from '../../nodes/transport/problem';
import { HandClock, settle } from './handClock';

interface Answer {
	readonly statusCode?: number;
	readonly type?: string;
	readonly disposition?: string;
	readonly body?: string;
	readonly url?: string;
}

/** What a link gives, and how often it was asked. */
async function downloaded({ statusCode = 200, type, disposition, body = '', ...more }: Answer) {
	const clock = new HandClock();
	const { url = 'https://files.example.com/fox.png' } = more;
	let tries = 0;
	const helpers = {
		httpRequest: async () => {
			tries += 1;
			const headers = {
				...(type === undefined ? {} : { 'content-type': type }),
				...(disposition === undefined ? {} : { 'content-disposition': disposition }),
			};
			return await Promise.resolve({ statusCode, headers, body: Readable.from([body]) });
		},
		prepareBinaryData: async (stream: Readable, fileName: string, mimeType = 'by its name') => ({
			data: await text(stream),
			fileName,
			mimeType,
		}),
	} as unknown as Downloads['helpers'];
	let result: IBinaryData | Problem | undefined;
	void download(url, 'task-1-1', {
		helpers,
		clock,
		limiter: createLimiter(1, clock),
		largest: 1000,
		giveUpAt: clock.now() + 600_000,
	}).then((ended) => (result = ended));
	for (let rounds = 0; rounds < 20; rounds++) await settle();
	await clock.advance(60_000);
	if (result === undefined) throw new Error('It has not ended.');
	return { result, tries };
}

const HTML = 'text/html; charset=utf-8';
const PAGE = 'A result file could not be downloaded: a web page came in its place';
const page = '<!DOCTYPE html><html><title>Expired</title></html>';

describe('a web page in place of a file', () => {
	it.each<[string, Answer]>([
		['by its type', { type: HTML, body: page }],
		['by its type in capitals', { type: 'Text/HTML', body: page }],
		['by the type of XHTML', { type: 'application/xhtml+xml', body: page }],
		['by its type alone', { type: HTML, body: 'The link has expired' }],
		['by its first letters', { body: page }],
		['that is called bytes', { type: 'application/octet-stream', body: page }],
		['that is called a picture', { type: 'image/png', body: `\n  ${page}` }],
		['after a byte order mark', { body: `\ufeff${page}` }],
		['without a doctype', { body: '<html lang="en"><body>Log in</body></html>' }],
		['with a head only', { body: '<head><meta charset="utf-8"></head>' }],
		['at a link without a name', { url: 'https://files.example.com/dl/1', type: HTML, body: page }],
	])('is an error at once: %s', async (_, answer) => {
		const { result, tries } = await downloaded(answer);
		expect(result).toMatchObject({ message: PAGE });
		expect(isProblem(result) && result.advice).toContain('turn off Download Files');
		expect(tries).toBe(1);
	});

	it.each<[string, Answer]>([
		['a drawing', { type: 'image/svg+xml', body: '<?xml version="1.0"?><svg></svg>' }],
		['a picture', { type: 'image/png', body: 'PNG' }],
		['a page that the link names', { url: 'https://x.example/a.html', type: HTML, body: page }],
		['a text', { type: 'text/plain', body: 'a <html> fox' }],
		['nothing', { body: '' }],
	])('is not seen in %s', async (_, answer) => {
		expect(isProblem((await downloaded(answer)).result)).toBe(false);
	});
});

describe('a file that is gone', () => {
	it.each([401, 403, 404, 410])(
		'has advice that goes in no circle: HTTP %p',
		async (statusCode) => {
			const { result } = await downloaded({ statusCode });
			expect(result).toMatchObject({
				message: `A result file could not be downloaded: HTTP ${statusCode}`,
				advice:
					'The task has completed and is paid, but the link has probably expired. Use Get Task and turn off Download Files to get the data of the task.',
			});
		},
	);

	it.each([400, 500, 503])('is not one that fails otherwise: HTTP %p', async (statusCode) => {
		const { result } = await downloaded({ statusCode });
		expect(isProblem(result) && result.advice).toContain('Fetch its files with Get Task');
	});
});

describe('the kind of a file', () => {
	const clip = 'https://files.example.com/clip.mp4';
	it.each<[string | undefined, string, string]>([
		['binary/octet-stream', clip, 'by its name'],
		['Application/Octet-Stream', clip, 'by its name'],
		['application/octet-stream; charset=binary', clip, 'by its name'],
		['application/x-binary', clip, 'by its name'],
		['application/force-download', clip, 'by its name'],
		['application/download', clip, 'by its name'],
		['application/unknown', clip, 'by its name'],
		['text/plain', clip, 'by its name'],
		['', clip, 'by its name'],
		[undefined, clip, 'by its name'],
		['text/plain; charset=utf-8', 'https://files.example.com/song.txt', 'text/plain'],
		['Video/MP4', clip, 'video/mp4'],
		['video/quicktime; codecs=x', clip, 'video/quicktime'],
	])('of the type %p is %s: %s', async (type, url, mimeType) => {
		expect((await downloaded({ type, url, body: 'x' })).result).toMatchObject({ mimeType });
	});
});

describe('the name of a file', () => {
	const at = (path: string): string => `https://files.example.com/${path}`;
	it.each<[string, string | undefined, string]>([
		['get?file=fox.png', undefined, 'fox.png'],
		['get?id=5&name=a%20fox.webp', undefined, 'a_fox.webp'],
		['get?path=/deep/er/fox.mp4', undefined, 'fox.mp4'],
		['fox.png?file=hen.png', undefined, 'fox.png'],
		[
			'dl?response-content-disposition=attachment%3B%20filename%3D%22fox.mp4%22',
			undefined,
			'fox.mp4',
		],
		['dl/abc', 'attachment; filename="fox.mp4"', 'fox.mp4'],
		['dl/abc', 'attachment; filename=fox.mp3', 'fox.mp3'],
		['dl/abc', "inline; filename*=UTF-8''a%20fox.png; filename=x.png", 'a_fox.png'],
		['dl/abc', 'attachment; FileName="a fox.png"', 'a_fox.png'],
		['dl/abc', 'attachment; filename="../../etc/fox.png"', 'fox.png'],
		['dl/abc?version=1.25', 'attachment; filename="fox.glb"', 'fox.glb'],
		['dl/abc?from=a.example', undefined, 'task-1-1'],
		['dl/abc', 'attachment', 'task-1-1'],
		['dl/abc', 'attachment; filename=""', 'task-1-1'],
		['dl/abc', "attachment; filename*=UTF-8''%E0%A4%A", 'task-1-1'],
		['dl/abc', undefined, 'task-1-1'],
	])('of %s with %p is %s', async (path, disposition, fileName) => {
		const { result } = await downloaded({ url: at(path), disposition, body: 'x' });
		expect(result).toMatchObject({ fileName });
	});
});
