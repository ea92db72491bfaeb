import { Flows } from '../../converter/items/flows';
import type { View } from '../../converter/items/flow';
import { Graph } from '../../converter/workflow/graph';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { create, FLUX, node, setField, START, workflow } from '../../tools/pairs/workflows';

/** What comes into Reader after a create and these nodes; a name that is repeated closes a loop. */
function intoReader(nodes: readonly FileNode[], ...lines: string[]) {
	const made = workflow(
		[START, create('Create', FLUX), ...nodes, node('Reader', 'noOp', {})],
		'Start > Create',
		...lines,
	);
	return new Flows(new Graph(made), made.nodes, new Set(['Create'])).into('Reader');
}

const behind = (between: FileNode) =>
	intoReader([between], `Create > ${between.name}`, `${between.name} > Reader`);

const text = ({ call, under, certain }: View): string =>
	[call, ...under].join('.') + (certain ? '' : '?');

const set = (parameters: object, typeVersion = 3.4): FileNode =>
	node(
		'Set',
		'set',
		{ assignments: { assignments: [{ name: 'kind' }] }, ...parameters },
		{ typeVersion },
	);

const chat = (parameters: object, typeVersion: number): FileNode =>
	node('Chat', '@n8n/n8n-nodes-langchain.chat', { message: 'a', ...parameters }, { typeVersion });

const code = (jsCode: string): FileNode => node('Code', 'code', { jsCode }, { typeVersion: 2 });

describe('the answer of a create', () => {
	it.each<[string, FileNode, string[]]>([
		['goes through IF', node('If', 'if', {}, { typeVersion: 2 }), ['Create']],
		['goes through Wait', node('Wait', 'wait', {}), ['Create']],
		[
			'goes through Wait until a time',
			node('Wait', 'wait', { resume: 'specificTime' }),
			['Create'],
		],
		['is not in what a call sends', node('Wait', 'wait', { resume: 'webhook' }), []],
		['is not in a form', node('Wait', 'wait', { resume: 'form' }), []],
		[
			'may come when nobody has called in time',
			node('Wait', 'wait', { resume: 'webhook', limitWaitTime: true }),
			['Create?'],
		],
		['goes through a message into the chat', chat({ waitUserReply: false }, 1), ['Create']],
		['goes through such a message of later versions', chat({}, 1.2), ['Create']],
		['may go through that of the latest version', chat({}, 1.3), ['Create?']],
		['may go through one that waits for a reply', chat({}, 1), ['Create?']],
		['may go through that one, too', chat({ operation: 'sendAndWait' }, 1.1), ['Create?']],
		['goes through Sort', node('Sort', 'sort', {}), ['Create']],
		['goes through a node that is turned off', { ...set({}), disabled: true }, ['Create']],
		['stays next to fields', set({ includeOtherFields: true }), ['Create']],
		['is not in new items', set({}), []],
		[
			'may be changed by a name with a dot',
			set({ includeOtherFields: true, assignments: { assignments: [{ name: 'data.kind' }] } }),
			['Create?'],
		],
		[
			'may be among chosen fields',
			set({ includeOtherFields: true, include: 'selected' }),
			['Create?'],
		],
		['stays in old versions', set({ values: { string: [{ name: 'kind' }] } }, 1), ['Create']],
		[
			'is gathered in a list',
			node('All', 'aggregate', { aggregate: 'aggregateAllItemData' }),
			['Create.data.*'],
		],
		['is read by name', node('Some', 'aggregate', { fieldsToAggregate: {} }), []],
		['is returned by code', code('return $input.all().slice(0, 1);'), ['Create']],
		['is read by code', code('return [{ json: { id: $input.first().json.data.task_id } }];'), []],
		[
			'may be changed by Python',
			node('Code', 'code', { language: 'python', pythonCode: 'return _input.all()' }),
			['Create?'],
		],
		[
			'is not in the answer of another service',
			node('Http', 'httpRequest', { url: 'https://example.com' }),
			[],
		],
		['may be in the items of any other node', node('Sheet', 'googleSheets', {}), ['Create?']],
	])('%s', (_, between, expected) => {
		expect(behind(between).views.map(text)).toEqual(expected);
	});

	it('has no other items beside it unless there are some', () => {
		expect(behind(node('Wait', 'wait', {})).others).toBeUndefined();
		const joined = intoReader(
			[setField('Other', 'link', '1')],
			'Create > Reader',
			'Other > Reader',
		);
		expect(joined.others).toEqual(new Set(['link']));
	});

	it('is next to the fields of a merge, which may be unknown', () => {
		const merged = (other: FileNode) =>
			intoReader(
				[other, node('Merge', 'merge', { mode: 'combine', combineBy: 'combineByPosition' })],
				'Create > Merge',
				`${other.name} > Merge:1`,
				'Merge > Reader',
			).views.map(({ beside }) => beside);
		expect(merged(setField('Other', 'caption', '1'))).toEqual([new Set(['caption'])]);
		expect(merged(node('Agent', '@n8n/n8n-nodes-langchain.agent', {}))).toEqual(['unknown']);
	});

	it('has other names after a merge that adds numbers to them', () => {
		const numbered = (mode: string): FileNode =>
			node('Merge', 'merge', {
				mode,
				combineBy: 'combineAll',
				options: { clashHandling: { values: { resolveClash: 'addSuffix' } } },
			});
		const afterMerge = (merge: FileNode): string[] =>
			intoReader(
				[setField('Other', 'caption', '1'), merge],
				'Create > Merge',
				'Other > Merge:1',
				'Merge > Reader',
			).views.map(text);
		expect(afterMerge(numbered('combine'))).toEqual(['Create?']);
		expect(afterMerge(numbered('append'))).toEqual(['Create']);
	});

	it('leaves a loop where its rounds end', () => {
		const loop = node('Loop', 'splitInBatches', {}, { typeVersion: 3 });
		const made = workflow(
			[
				START,
				loop,
				create('Create', FLUX),
				node('Reader', 'noOp', {}),
				setField('Idea', 'prompt', '1'),
			],
			'Start > Idea',
			'Idea > Loop',
			'Loop > Reader, Create',
			'Create > Loop',
		);
		const flows = new Flows(new Graph(made), made.nodes, new Set(['Create']));
		expect(flows.into('Reader').views.map(text)).toEqual(['Create']);
		expect(flows.into('Reader').others).toBeUndefined();
		expect(flows.into('Create')).toEqual({ views: [], others: new Set(['prompt']) });
	});

	it('is found in a circle of nodes', () => {
		const flow = intoReader(
			[set({ includeOtherFields: true }), node('If', 'if', {})],
			'Create > Set',
			'Set > If',
			'If > Reader, Set',
		);
		expect(flow.views.map(text)).toEqual(['Create']);
	});
});
