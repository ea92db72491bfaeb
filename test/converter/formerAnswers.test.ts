import { runInNewContext } from 'node:vm';

import { STATES, UNIFIED, type Api } from '../../converter/calls/api';
import { formerApis } from '../../converter/calls/legacy';
import { midjourneyApi } from '../../converter/calls/legacy/midjourney';
import { callOf, request } from './formerCalls';
import answers from './formerAnswers.json';

type Path = Array<string | number>;

const pathOf = (text: string): Path =>
	text === '' ? [] : text.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
	path.reduce<unknown>(
		(inner, key) => (inner as Record<string, unknown> | undefined)?.[key],
		value,
	);

const built = ({ answer = '' }: Api, task: unknown): unknown =>
	JSON.parse(JSON.stringify(runInNewContext(`(${answer})`, { $json: { task } })));

const apiOf = (path: string): Api => {
	const method = path.endsWith('fetch') ? 'POST' : 'GET';
	const { api } = callOf(request('Check', method, path, '{"task_id":"some-task"}'));
	if (api === undefined) throw new Error(`${path} is not a call of a former API.`);
	return api;
};

describe.each(answers)('the answer of $path', ({ path, former, unified, ...paths }) => {
	const api = apiOf(path);

	it.each(paths.known)('%s is in the unified answer', (known) => {
		const place = api.unified(pathOf(known));
		expect(at(former, pathOf(known))).not.toBeUndefined();
		expect(at(unified, place ?? [])).toEqual(at(former, pathOf(known)));
		expect(api.rebuilds(pathOf(known))).toBe(true);
		expect(at(built(api, unified.data), pathOf(known))).toEqual(at(former, pathOf(known)));
	});

	it('what is not known is not guessed', () => {
		for (const unknown of paths.unknown) {
			expect([unknown, api.unified(pathOf(unknown))]).toEqual([unknown, undefined]);
			expect([unknown, api.rebuilds(pathOf(unknown))]).toEqual([unknown, false]);
		}
	});

	it('a state of another name has no unified path, but is translated', () => {
		for (const [place, value] of Object.entries(paths.translated)) {
			expect(api.unified(pathOf(place))).toBeUndefined();
			expect(api.rebuilds(pathOf(place))).toBe(true);
			expect(at(built(api, unified.data), pathOf(place))).toBe(value);
		}
		const isTranslated = Object.keys(paths.translated).length > 0;
		expect(api.unified(api.status) === undefined).toBe(isTranslated);
	});

	it('its code can be in an expression, and gives each state the name of the API', () => {
		expect(api.answer).not.toMatch(/\}\}|\{\{/);
		for (const state of STATES) {
			const task = { ...unified.data, status: state };
			expect(at(built(api, task), api.status)).toBe(api.states[state]);
		}
	});

	it('a task without results does not stop it', () => {
		const task = { ...unified.data, status: 'pending', output: null };
		expect(at(built(api, task), api.status)).toBe('pending');
	});
});

describe('the answer to a create', () => {
	it.each(formerApis)('$created.name has the ID', ({ created }) => {
		const task = { task_id: 'some-id', status: 'pending' };
		const place = created.status.length === 1 ? ['task_id'] : ['data', 'task_id'];
		expect(created.unified(place)).toEqual(['data', 'task_id']);
		expect(at(built(created, task), place)).toBe('some-id');
		expect(created.answer).not.toMatch(/\}\}|\{\{/);
	});

	it('Midjourney answers with the outcome of the call as its status', () => {
		const { created } = midjourneyApi;
		expect(created.unified(['status'])).toBeUndefined();
		expect(built(created, { task_id: 'x', status: 'pending' })).toMatchObject({
			status: 'success',
		});
	});
});

it('the unified answer is what it is', () => {
	expect(UNIFIED.unified(['data', 'output', 'image_url'])).toEqual(['data', 'output', 'image_url']);
	expect(UNIFIED.rebuilds([])).toBe(true);
	expect(built(UNIFIED, { task_id: 'x' })).toEqual({
		code: 200,
		data: { task_id: 'x' },
		message: 'success',
	});
});
