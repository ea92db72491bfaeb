import { addChunk, emptyAnswer } from '../../nodes/transport/chatAnswer';
import { answered, chat, chunks, STREAM } from './openAiStage';

const CALL = { name: 'get_weather', arguments: '{"city":"Oslo"}' };
const tool = (id: string, city: string) => ({
	id,
	type: 'function',
	function: { name: 'get_weather', arguments: `{"city":"${city}"}` },
});

const event = (part: object, finish_reason?: string) =>
	`data: ${JSON.stringify({ choices: [{ delta: part, finish_reason }] })}\n\n`;

const streamed = async (...parts: object[]) => {
	const body = chunks(...parts.map((part) => event(part)), event({}, 'stop'), 'data: [DONE]\n\n');
	const { call } = await answered({ headers: STREAM, body }, chat);
	return call?.outcome === 'answered' ? call.answer : call;
};

const whole = async (message: object) => {
	const { call } = await answered({ body: { choices: [{ message }] } }, chat);
	return call?.outcome === 'answered' ? call.answer : call;
};

describe('a function call', () => {
	it.each<[string, object[]]>([
		[
			'in pieces',
			[{ name: 'get_weather', arguments: '' }, { arguments: '{"city":"Os' }, { arguments: 'lo"}' }],
		],
		[
			'with its name in each piece',
			[
				{ name: 'get_weather', arguments: '{"city"' },
				{ name: 'get_weather', arguments: ':"Oslo"}' },
			],
		],
		['in one piece', [CALL]],
		['with arguments that are an object', [{ name: 'get_weather', arguments: { city: 'Oslo' } }]],
	])('is put together from a stream: %s', async (_, parts) => {
		const answer = await streamed(
			...parts.map((function_call) => ({ content: null, function_call })),
		);
		expect(answer).toMatchObject({ functionCall: CALL, complete: true });
	});

	it('is read from a whole answer, which needs no text', async () => {
		expect(await whole({ content: null, function_call: CALL })).toMatchObject({
			text: '',
			functionCall: CALL,
		});
	});

	it.each([null, {}, 'x', { name: '', arguments: '' }])('is none: %j', async (function_call) => {
		expect(await whole({ content: 'a fox', function_call, tool_calls: null })).not.toHaveProperty(
			'functionCall',
		);
	});
});

describe('calls of tools', () => {
	const [first, second] = [tool('1', 'Oslo'), tool('2', 'Rome')];
	const rest = (index: number | undefined, text: string) => ({
		index,
		function: { arguments: text },
	});
	const begun = { ...first, function: { ...first.function, arguments: '' } };

	it.each<[string, object[]]>([
		[
			'by index',
			[{ ...begun, index: 0 }, { ...second, index: 1 }, rest(0, '{"city":'), rest(0, '"Oslo"}')],
		],
		['without an index', [begun, rest(undefined, '{"city":"Oslo"}'), second]],
		[
			'with the same index',
			[
				{ ...first, index: 0 },
				{ ...second, index: 0 },
			],
		],
	])('are put together from a stream: %s', async (_, parts) => {
		const answer = await streamed(...parts.map((part) => ({ tool_calls: [part] })));
		expect(answer).toMatchObject({ toolCalls: [first, second] });
	});

	it('are read from a whole answer, with what else they have', async () => {
		const calls = [
			{ ...first, extra: { signature: 'abc' } },
			{ function: { name: 'now', arguments: '{}' } },
			{ function: { name: 'now', arguments: '{}' } },
		];
		expect(await whole({ content: null, tool_calls: calls })).toMatchObject({ toolCalls: calls });
	});
});

it('an empty error beside a call is none', () => {
	const answer = emptyAnswer();
	addChunk(answer, { choices: [{ delta: { function_call: CALL } }] });
	addChunk(answer, { choices: [], error: {} });
	expect(answer.failure).toBeUndefined();
});
