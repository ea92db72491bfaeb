import type { IDataObject } from 'n8n-workflow';

import { withoutLongTexts } from '../../nodes/task/longText';
import { createOpenSearches } from '../../nodes/task/openSearches';
import { contradicts, echoes, isSameRequest, mayBeSameKind } from '../../nodes/task/sameRequest';
import { pendingTask, type TaskRequest } from '../../nodes/transport/task';

const fox: TaskRequest = {
	model: 'kling',
	task_type: 'video',
	input: { prompt: 'a fox', seed: 5, urls: ['a', 'b'] },
};
const requestOf = (more: Partial<TaskRequest>): TaskRequest => ({ ...fox, ...more });
const taskOf = (more: Partial<TaskRequest>) => pendingTask('task-1', requestOf(more));

it.each<[string, Partial<TaskRequest>, boolean]>([
	['equal', {}, true],
	['a model in another case, with spaces', { model: ' Kling ' }, true],
	['a type in another case', { task_type: 'Video' }, true],
	['another model', { model: 'luma' }, false],
	['another type', { task_type: 'image' }, false],
	['no input', { input: {} }, false],
	['an input that says more', { input: { ...fox.input, size: 1 } }, true],
	['an input that says less', { input: { prompt: 'a fox' } }, false],
	['another value', { input: { ...fox.input, seed: 6 } }, false],
	['a list that begins alike', { input: { ...fox.input, urls: ['a', 'c'] } }, false],
])('a task echoes a request or not: %s', (_, more, result) => {
	expect(echoes(taskOf(more), fox)).toBe(result);
});

it('an empty echo decides nothing, also where nothing was asked for', () => {
	const nothing = requestOf({ input: {} });
	expect(echoes(pendingTask('task-1', nothing), nothing)).toBe(false);
});

it.each<[string, Partial<TaskRequest>, boolean]>([
	['equal', {}, true],
	['no model', { model: '' }, true],
	['no type', { task_type: '' }, true],
	['another model', { model: 'luma' }, false],
	['another type', { task_type: 'image' }, false],
	['another model and no type', { model: 'luma', task_type: '' }, false],
	['no model and another type', { model: '', task_type: 'image' }, false],
])('a task may be of the kind of a request or not: %s', (_, more, result) => {
	expect(mayBeSameKind(taskOf(more), fox)).toBe(result);
});

it.each<[string, Partial<TaskRequest>, boolean]>([
	['equal', {}, false],
	['another model', { model: 'luma' }, true],
	['one of several values', { input: { ...fox.input, seed: 6 } }, true],
	['nothing', { input: {} }, false],
	['undefined', { input: { prompt: undefined } }, false],
	['null', { input: { prompt: null } }, false],
	['an empty text', { input: { prompt: '' } }, false],
	['a field more', { input: { ...fox.input, size: 1 } }, false],
])('a task contradicts a request or not: %s', (_, more, result) => {
	expect(contradicts(taskOf(more), fox)).toBe(result);
});

it('a model in another case contradicts nothing, in the input as well', () => {
	const request = requestOf({ input: { model: 'V1' } });
	expect(contradicts(taskOf({ input: { model: 'v1' } }), request)).toBe(false);
	expect(contradicts(taskOf({ input: { model: 'v2' } }), request)).toBe(true);
	expect(contradicts(taskOf({ input: { model: 1 } }), request)).toBe(true);
});

describe('a file as text', () => {
	const png = Buffer.alloc(9_000, 'a picture').toString('base64');
	const other = Buffer.alloc(9_000, 'b picture').toString('base64');
	const withFile = (image: unknown): TaskRequest => requestOf({ input: { image } as IDataObject });
	const sent = withFile(`data:image/png;base64,${png}`);
	const onRecord = { ...sent, input: withoutLongTexts(sent.input) };
	const taskWith = (image: unknown) => pendingTask('task-1', withFile(image));

	it('is kept on record as its length and its digest', () => {
		expect(onRecord.input).toEqual({
			image: { length: png.length, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
		});
		const input = { prompt: 'a'.repeat(4_000), list: [{ file: png }, 5, null] };
		expect(withoutLongTexts(input)).toEqual({
			prompt: input.prompt,
			list: [{ file: onRecord.input.image }, 5, null],
		});
	});

	it.each<[string, unknown, boolean, boolean]>([
		['the same text', `data:image/png;base64,${png}`, true, false],
		['without the head of the data URL', png, true, false],
		['in lines', png.replace(/.{76}/g, '$&\n'), true, false],
		['another file', `data:image/png;base64,${other}`, false, true],
		['the beginning', `data:image/png;base64,${png.slice(0, 100)}...`, false, false],
		['a link to it', 'https://example.com/fox.png', false, false],
		['nothing', '', false, false],
		['no text', 5, false, false],
	])('comes back as %s', (_, echo, isEcho, isContradiction) => {
		expect(echoes(taskWith(echo), sent)).toBe(isEcho);
		expect(echoes(taskWith(echo), onRecord)).toBe(isEcho);
		expect(contradicts(taskWith(echo), sent)).toBe(isContradiction);
	});

	it('makes requests equal or not, also where one of them is on record', () => {
		const others = [sent, onRecord, withFile(png)];
		for (const one of others) {
			for (const another of others) expect(isSameRequest(one, another)).toBe(true);
			const different = withFile(other);
			expect(isSameRequest(one, different)).toBe(false);
			expect(isSameRequest(different, one)).toBe(false);
			expect(isSameRequest(one, withFile('https://example.com'))).toBe(false);
			expect(isSameRequest(withFile('https://example.com'), one)).toBe(false);
		}
	});

	it('is not the same as a long prompt, which is compared as a whole', () => {
		const prompt = 'a fox in snow '.repeat(400);
		const request = requestOf({ input: { prompt } });
		const taskOfPrompt = (text: string) =>
			pendingTask('task-1', requestOf({ input: { prompt: text } }));
		expect(contradicts(taskOfPrompt('a hen'), request)).toBe(true);
		expect(contradicts(taskOfPrompt(` ${prompt}`), request)).toBe(false);
		expect(echoes(taskOfPrompt(` ${prompt}`), request)).toBe(true);
	});
});

it.each<[string, Partial<TaskRequest>, boolean]>([
	['equal', {}, true],
	['a model in another case', { model: 'KLING' }, true],
	['another model', { model: 'luma' }, false],
	['another type', { task_type: 'image' }, false],
	['an input that says more', { input: { ...fox.input, size: 1 } }, false],
	['an input that says less', { input: { prompt: 'a fox' } }, false],
])('two requests are the same or not: %s', (_, more, result) => {
	expect(isSameRequest(fox, requestOf(more))).toBe(result);
	expect(isSameRequest(requestOf(more), fox)).toBe(result);
});

describe('tasks that may belong to open searches', () => {
	const search = (more: Partial<TaskRequest>, since: number, until = Infinity) => ({
		request: requestOf(more),
		window: () => ({ since, until }),
	});

	it('belong to searches for the same request alone', () => {
		const searches = createOpenSearches();
		searches.open(search({ model: 'luma' }, 0));
		expect(searches.explain(fox, [10])).toBe(false);
		searches.open(search({}, 0));
		expect(searches.explain(fox, [10])).toBe(true);
		expect(searches.explain(fox, [10, 20])).toBe(false);
		searches.open(search({}, 0, 15));
		expect(searches.explain(fox, [10, 20])).toBe(true);
		expect(searches.explain(fox, [16, 20])).toBe(false);
	});

	it('belong to no search that began later, and to none that has finished', () => {
		const searches = createOpenSearches();
		const close = searches.open(search({}, 10));
		expect(searches.explain(fox, [9])).toBe(false);
		expect(searches.explain(fox, [10])).toBe(true);
		close();
		close();
		expect(searches.explain(fox, [10])).toBe(false);
	});
});
