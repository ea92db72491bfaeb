import type { FileNode } from '../../converter/workflow/workflowFile';
import { converted, create, node, setField, START, workflow } from '../../tools/pairs/workflows';

const URL = 'https://api.piapi.ai';
const call = (path: string, body?: string): FileNode =>
	body === undefined
		? node('Call', 'httpRequest', { url: `${URL}${path}` }, { typeVersion: 4.2 })
		: create('Call', body, { url: `${URL}${path}` });

const CHAT = '{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}';
const IMAGE = '{"model":"gpt-image-1","prompt":"a fox"}';

/** A call, a node of which nobody knows what it makes of its items, and a reader. */
const behind = (made: FileNode, text: string) =>
	converted(
		workflow(
			[START, made, node('Other', 'someNode', {}), setField('Keep', 'text', text)],
			'Start > Call > Other > Keep',
		),
	);

describe('an answer that may be in items of a node that nobody knows', () => {
	it.each<[string, FileNode, string]>([
		['a chat', call('/v1/chat/completions', CHAT), '$json.choices[0].message.content'],
		['images', call('/v1/images/generations', IMAGE), '$json.data[0].url'],
		['an account', call('/account/info'), '$json.data.equivalent_in_usd'],
		['an account with its wallet', call('/account/info'), '$json.data.wallet.point_remain'],
	])('of %s is not read from the new node, so the call stays', (_, made, path) => {
		const { report } = behind(made, `={{ ${path} }}`);
		expect(report.untouched).toEqual([
			{ node: 'Call', text: expect.stringContaining(path) as string },
		]);
	});

	it.each<[string, FileNode, string]>([
		['a chat', call('/v1/chat/completions', CHAT), '$json.sum'],
		['images', call('/v1/images/generations', IMAGE), '$json.data.title'],
		['an account', call('/account/info'), '$json.data.title'],
	])('of %s does not keep it where something else is read', (_, made, path) => {
		const { report } = behind(made, `={{ ${path} }}`);
		expect(report.untouched).toEqual([]);
	});
});

describe('messages of a chat with more than the form has', () => {
	const asking = (messages: unknown) =>
		converted(
			workflow(
				[START, call('/v1/chat/completions', JSON.stringify({ model: 'gpt-4o', messages }))],
				'Start > Call',
			),
		).report;
	const image = (more: object) => ({
		role: 'user',
		content: [
			{ type: 'text', text: 'What is this?' },
			{ type: 'image_url', image_url: { url: 'https://example.com/a.png', ...more } },
		],
	});

	it.each<[string, unknown]>([
		['how closely an image is read', [image({ detail: 'low' })]],
		['a name', [{ role: 'user', name: 'Ann', content: 'Hi' }]],
		[
			'a name of the system message',
			[
				{ role: 'system', name: 'Ann', content: 'Be short' },
				{ role: 'user', content: 'Hi' },
			],
		],
		['a mark on a text', [{ role: 'user', content: [{ type: 'text', text: 'Hi', mark: 1 }] }]],
	])('such as %s keep the call', (_, messages) => {
		expect(asking(messages).untouched).toEqual([
			{ node: 'Call', text: expect.stringMatching(/its messages are others/) as string },
		]);
	});

	it('but not where that is what PiAPI does anyway', () => {
		expect(asking([image({})]).untouched).toEqual([]);
		expect(asking([image({ detail: 'auto' })]).untouched).toEqual([]);
	});
});
