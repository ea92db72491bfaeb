import { addChunk, emptyAnswer, type ChatAnswer } from '../../nodes/transport/chatAnswer';
import { createEventReader } from '../../nodes/transport/eventStream';

const read = (...pieces: string[]): ChatAnswer => {
	const answer = emptyAnswer();
	const reader = createEventReader(answer);
	pieces.forEach((piece) => reader.add(piece));
	reader.end();
	return answer;
};

const delta = (content: unknown, more: object = {}): string =>
	`data: ${JSON.stringify({ choices: [{ delta: { content }, ...more }] })}`;

describe('the reason of a failure', () => {
	it.each([
		['no object', 'text', undefined],
		['nothing wrong', { message: 'hello' }, undefined],
		['error: null', { error: null, message: 'hello' }, undefined],
		['an error object', { error: { message: 'no luck' } }, 'no luck'],
		[
			'an error with a code',
			{ error: { message: 'no luck', code: 'bad_day' } },
			'no luck (code bad_day)',
		],
		[
			'an error and a message beside it',
			{ error: { message: 'no luck' }, message: 'sorry' },
			'no luck; sorry',
		],
		['an error as text', { error: 'no luck' }, 'no luck'],
		['an error without a text', { error: {}, message: 'see here' }, 'see here'],
		['an error without any text', { error: {} }, ''],
		[
			'an error whose message is not text',
			{ error: { message: 5 }, message: 'see here' },
			'see here',
		],
	])('is read from %s', (_, chunk, reason) => {
		const answer = emptyAnswer();
		addChunk(answer, chunk);
		expect(answer.failure).toBe(reason);
	});
});

describe('a chunk', () => {
	it('adds to the text and tells model, usage and the end', () => {
		const answer = emptyAnswer();
		addChunk(answer, { model: 'one', choices: [{ delta: { content: 'a ' } }] });
		addChunk(answer, { model: 'two', usage: { total_tokens: 3 }, choices: [] });
		expect(answer).toMatchObject({ text: 'a ', model: 'one', complete: false, finishReason: '' });
		addChunk(answer, { choices: [{ delta: { content: 'fox' }, finish_reason: 'stop' }] });
		expect(answer).toEqual({
			text: 'a fox',
			model: 'one',
			finishReason: 'stop',
			usage: { total_tokens: 3 },
			failure: undefined,
			complete: true,
		});
	});

	it('may be a whole answer', () => {
		const answer = emptyAnswer();
		addChunk(answer, { choices: [{ message: { content: 'a fox' }, finish_reason: 'length' }] });
		expect(answer).toMatchObject({ text: 'a fox', finishReason: 'length', complete: true });
	});

	const image = { type: 'image_url', image_url: { url: 'https://x.example/a' } };
	it.each<[string, object, string]>([
		['text in parts', { content: [{ type: 'text', text: 'a fox' }, ' runs'] }, 'a fox\n runs'],
		[
			'an image as a part',
			{ content: [{ text: 'a fox' }, image] },
			'a fox\n![](https://x.example/a)',
		],
		[
			'images beside the text',
			{ content: 'a fox', images: [image] },
			'a fox\n![](https://x.example/a)',
		],
		['an image alone', { content: null, images: [image] }, '![](https://x.example/a)'],
		[
			'a link as text',
			{ content: [{ image_url: 'https://x.example/a' }] },
			'![](https://x.example/a)',
		],
		[
			'a video',
			{ content: [{ video_url: { url: 'https://x.example/v.mp4' } }] },
			'[https://x.example/v.mp4](https://x.example/v.mp4)',
		],
		['no link', { content: [{ image_url: { url: 'data:image/png;base64,aGVsbG8=' } }, 5] }, ''],
	])('is read as text where it holds %s', (_, message, text) => {
		const answer = emptyAnswer();
		addChunk(answer, { choices: [{ message }] });
		expect(answer.text).toBe(text);
	});

	it.each([
		null,
		'text',
		[],
		{ choices: 'none' },
		{ choices: [null] },
		{ choices: [{ delta: 5 }] },
	])('that holds nothing changes nothing: %j', (chunk) => {
		const answer = emptyAnswer();
		addChunk(answer, chunk);
		expect(answer).toEqual({ ...emptyAnswer(), failure: undefined });
	});

	it('keeps the first failure', () => {
		const answer = emptyAnswer();
		addChunk(answer, { error: { message: 'first' } });
		addChunk(answer, { error: { message: 'second' } });
		expect(answer.failure).toBe('first');
	});
});

describe('a stream', () => {
	it('is read whatever ends its lines', () => {
		const lines = [delta('a'), delta(' red'), delta(' fox', { finish_reason: 'stop' })];
		for (const end of ['\n', '\r\n', '\r', '\n\n']) {
			expect(read(lines.join(end) + end)).toMatchObject({ text: 'a red fox', complete: true });
		}
	});

	it('is read wherever its pieces end', () => {
		const whole = `${delta('a fox')}\r\n\r\n${delta(' runs')}\n\ndata: [DONE]\n\n`;
		for (let at = 1; at < whole.length; at++) {
			expect(read(whole.slice(0, at), whole.slice(at))).toMatchObject({
				text: 'a fox runs',
				complete: true,
			});
		}
		expect(read(...whole)).toMatchObject({ text: 'a fox runs', complete: true });
	});

	it('is read to its last line, which may have no end', () => {
		expect(read(delta('a fox', { finish_reason: 'stop' }))).toMatchObject({ complete: true });
	});

	it('has broken off without an end', () => {
		expect(read(`${delta('a fo')}\n`)).toMatchObject({ text: 'a fo', complete: false });
	});

	it('may hold comments, empty events, other fields and broken JSON', () => {
		const noise = ': waiting\nevent: message\nid: 5\ndata:\ndata: {broken\nxdata: [DONE]\n';
		expect(read(noise, `${delta('a fox')}\n`)).toMatchObject({ text: 'a fox', complete: false });
	});

	it('may come without a space after the colon', () => {
		expect(read(delta('a fox').replace('data: ', 'data:'), '\ndata:[DONE]\n')).toMatchObject({
			text: 'a fox',
			complete: true,
		});
	});
});
