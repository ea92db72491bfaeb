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
