import { ask } from './chatStage';

describe('what a model is asked', () => {
	it('has what the messages have beside role and content', async () => {
		const call = { name: 'get_weather', arguments: '{"city":"Oslo"}' };
		const messages = [
			{ role: 'user', content: 'How is the weather?' },
			{ role: 'assistant', content: null, function_call: call },
			{ role: 'function', name: 'get_weather', content: '{"degrees":5}' },
			{ role: 'assistant', tool_calls: [{ id: '1', type: 'function', function: call }] },
			{ role: 'assistant', content: '', tool_calls: [{ id: '2', function: call }] },
			{ role: 'tool', tool_call_id: '1', content: '{"degrees":5}' },
		];
		for (const given of [messages, JSON.stringify(messages)]) {
			const parameters = { prompt: '', options: { messages: given } };
			const { bodies, error } = await ask({ parameters });
			expect(error?.message).toBeUndefined();
			expect(bodies).toEqual([{ model: 'gpt-4o', messages }]);
		}
	});

	it.each([
		[{ role: 'assistant', content: '' }],
		[{ role: 'assistant', content: null, function_call: null }],
		[{ role: 'assistant', tool_calls: [] }],
		[{ role: 'function', name: 'get_weather' }],
	])('is nothing for a message without content: %j', async (message) => {
		const { bodies, error } = await ask({ parameters: { options: { messages: [message] } } });
		expect(bodies).toEqual([]);
		expect(error?.message).toContain('Messages, row 1: Content is empty');
	});

	it.each([
		['auto', 'auto'],
		['none', 'none'],
		['get_weather', { name: 'get_weather' }],
		['{"name":"get_weather"}', { name: 'get_weather' }],
		[{ name: 'get_weather' }, { name: 'get_weather' }],
	])('has the Function Call %j', async (functionCall, sent) => {
		const { bodies, error } = await ask({ parameters: { options: { functionCall } } });
		expect(error?.message).toBeUndefined();
		expect(bodies).toMatchObject([{ function_call: sent }]);
	});
});
