import { readEnvelope } from '../../nodes/transport/envelope';
import { isObject, isTooDeep } from '../../nodes/transport/json';

describe('an envelope', () => {
	it.each<[string, Record<string, unknown>, string]>([
		[
			'data.error.message before all others',
			{
				data: { error: { message: 'first', raw_message: 'second' } },
				error: { message: 'third' },
				message: 'fourth',
			},
			'first; second; third; fourth',
		],
		[
			'data.error.raw_message next',
			{
				data: { error: { message: ' ', raw_message: 'second' } },
				error: { message: 'third' },
				message: 'fourth',
			},
			'second; third; fourth',
		],
		[
			'error.message next',
			{ data: {}, error: { message: 'third' }, message: 'fourth' },
			'third; fourth',
		],
		[
			'error.raw_message next',
			{ data: null, error: { raw_message: 'raw third' }, message: 'fourth' },
			'raw third; fourth',
		],
		['message next', { data: { error: { code: 0 } }, message: 'fourth' }, 'fourth'],
		['message before error as a text', { error: 'fifth', message: 'fourth' }, 'fourth; fifth'],
		['error as a text last', { error: 'fifth' }, 'fifth'],
		[
			'data.error.detail before error.message',
			{ data: { error: { detail: 'detail' } }, error: { message: 'third' } },
			'detail; third',
		],
		['data.error as a text', { data: { error: 'in data' }, message: 'fourth' }, 'in data; fourth'],
		['raw_message at the top', { raw_message: 'raw' }, 'raw'],
		['data.detail', { data: { detail: 'in data' } }, 'in data'],
		['detail at the top last', { detail: 'Not authenticated' }, 'Not authenticated'],
		['a detail beside a message', { detail: 'more', message: 'fourth' }, 'fourth; more'],
		['text without the blanks around it', { message: '  spaced \n' }, 'spaced'],
		['nothing when there is not text', { data: 5, error: [], message: 5 }, ''],
	])('gives %s', (_, body, message) => {
		expect(readEnvelope(body)?.message).toBe(message);
	});

	it.each([
		[200, 200],
		['429', 429],
		[undefined, undefined],
		['ok', undefined],
	])('reads the code %p as %p', (code, read) => {
		expect(readEnvelope({ code })?.code).toBe(read);
	});

	it.each([
		[{ task_id: 'task-1', status: 'pending' }],
		[{ task_id: 'task-1', data: null, code: 200 }],
	])('whose body is the task itself has it as data: %p', (body) => {
		expect(readEnvelope(body)?.data).toBe(body);
	});

	it('is read from text too', () => {
		const body = { code: 200, data: { a: 1 }, message: 'success' };
		expect(readEnvelope(JSON.stringify(body))).toEqual({ ...body, body });
	});

	it.each<[unknown]>([[undefined], [null], [''], ['text'], ['{"code":'], ['[1]'], [[1]], [5]])(
		'is not found in %p',
		(body) => expect(readEnvelope(body)).toBeUndefined(),
	);
});

it.each<[unknown, boolean]>([
	[{}, true],
	[{ a: 1 }, true],
	[[], false],
	[null, false],
	[undefined, false],
	['text', false],
])('isObject(%p) is %p', (value, is) => expect(isObject(value)).toBe(is));

it('nested too deeply for recursive code loses what is too deep, and nothing else', () => {
	const deep = (levels: number): unknown =>
		JSON.parse(`{"code":200,"data":${'['.repeat(levels)}${']'.repeat(levels)}}`) as unknown;
	expect(readEnvelope(deep(50))?.code).toBe(200);
	for (const levels of [98, 99, 100, 101, 102, 50_000]) {
		const envelope = readEnvelope(deep(levels));
		expect(envelope?.code).toBe(200);
		expect(isTooDeep(envelope?.body)).toBe(false);
	}
	const list = { task_id: 'task-1', output: [1, deep(200), { url: 'a' }] };
	expect(readEnvelope({ code: 200, data: list })?.data).toMatchObject({
		task_id: 'task-1',
		output: [1, { code: 200 }, { url: 'a' }],
	});
});

it('a code of null is not a code', () => {
	expect(readEnvelope({ code: null, data: null })?.code).toBeUndefined();
});
