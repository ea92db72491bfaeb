import { STATES, type State } from '../../converter/calls/api';
import { branchOf } from '../../converter/waiting/decisions';
import {
	ALL,
	formerIf,
	ifNode,
	LINK,
	passing,
	STATUS,
	UNFINISHED,
	type Row,
} from './decisionNodes';
import { node } from '../../tools/pairs/workflows';

describe('IF', () => {
	it.each<[string, Row[], readonly string[] | undefined]>([
		['equals', [{ left: STATUS, right: 'completed' }], ['completed']],
		['in whatever case', [{ left: STATUS, right: 'Completed' }], ['completed']],
		['the sides swapped', [{ left: 'completed', right: STATUS }], ['completed']],
		[
			'not equals',
			[{ left: STATUS, right: 'failed', is: 'notEquals' }],
			['completed', ...UNFINISHED],
		],
		[
			'contains',
			[{ left: STATUS, right: 'ed', is: 'contains' }],
			['completed', 'failed', 'staged'],
		],
		[
			'not contains',
			[{ left: STATUS, right: 'ing', is: 'notContains' }],
			['completed', 'failed', 'staged'],
		],
		['starts with', [{ left: STATUS, right: 'p', is: 'startsWith' }], ['pending', 'processing']],
		[
			'not starts with',
			[{ left: STATUS, right: 'p', is: 'notStartsWith' }],
			['completed', 'failed', 'staged'],
		],
		['ends with', [{ left: STATUS, right: 'ing', is: 'endsWith' }], ['pending', 'processing']],
		[
			'not ends with',
			[{ left: STATUS, right: 'ing', is: 'notEndsWith' }],
			['completed', 'failed', 'staged'],
		],
		[
			'pattern',
			[{ left: STATUS, right: '/^(completed|failed)$/i', is: 'regex' }],
			['completed', 'failed'],
		],
		[
			'pattern not',
			[{ left: STATUS, right: '^p', is: 'notRegex' }],
			['completed', 'failed', 'staged'],
		],
		['a broken pattern', [{ left: STATUS, right: '(', is: 'regex' }], undefined],
		['exists', [{ left: STATUS, is: 'exists' }], ALL],
		['empty', [{ left: STATUS, is: 'empty' }], []],
		['a link is not empty', [{ left: LINK, is: 'notEmpty' }], ['completed']],
		['a link exists', [{ left: LINK, is: 'exists' }], ['completed']],
		['a link is missing', [{ left: LINK, is: 'notExists' }], ['failed', ...UNFINISHED]],
		['a link equals nothing', [{ left: LINK, is: 'notEquals' }], ['completed']],
		['a link contains', [{ left: LINK, right: 'http', is: 'contains' }], ['completed']],
		['a link equals a text', [{ left: LINK, right: 'https://x', is: 'equals' }], undefined],
		[
			'the whole output',
			[{ left: '={{ $json.data.output }}', type: 'object', is: 'notEmpty' }],
			undefined,
		],
		[
			'a preview',
			[{ left: '={{ $json.data.output.intermediate_image_urls }}', is: 'exists' }],
			undefined,
		],
		[
			'progress',
			[{ left: '={{ $json.data.output.progress }}', right: 100, type: 'number' }],
			undefined,
		],
		['another field', [{ left: '={{ $json.count }}', right: '5' }], undefined],
		[
			'another node',
			[{ left: "={{ $('Other').item.json.data.status }}", right: 'completed' }],
			undefined,
		],
		[
			'the check by name',
			[{ left: "={{ $('Look').item.json.data.status }}", right: 'completed' }],
			['completed'],
		],
		[
			'the check as a key',
			[{ left: '={{ $node["Look"].json.data.status }}', right: 'failed' }],
			['failed'],
		],
		['brackets', [{ left: '={{ $json["data"]["status"] }}', right: 'completed' }], ['completed']],
		['optional', [{ left: '={{ $json?.data?.status }}', right: 'completed' }], ['completed']],
		[
			'the input',
			[{ left: '={{ $input.first().json.data.status }}', right: 'completed' }],
			['completed'],
		],
		[
			'a list in the item',
			[{ left: '={{ $json.list[0].data.status }}', right: 'completed' }],
			undefined,
		],
		['a fixed text', [{ left: '=completed', right: 'completed' }], ALL],
		['text around', [{ left: '=is {{ $json.data.status }}', right: 'is failed' }], ['failed']],
	])('%s', (_, rows, states) => {
		expect(passing(ifNode(rows))).toEqual(states);
	});

	const done = { left: STATUS, right: 'completed' };

	it.each<[string, Row, readonly string[] | undefined]>([
		['an empty row', {}, ['completed']],
		['an empty row that must differ', { is: 'notEquals' }, []],
		['numbers', { left: 2, right: 1, type: 'number', is: 'gt' }, ['completed']],
		['numbers as text', { left: '2', right: '10', type: 'number', is: 'lte' }, ['completed']],
		['equal numbers', { left: 1, right: 2, type: 'number' }, []],
		[
			'times',
			{ left: '2025-01-02', right: '2025-01-01', type: 'dateTime', is: 'after' },
			['completed'],
		],
		[
			'times before',
			{ left: '2025-01-02', right: '2025-01-01', type: 'dateTime', is: 'beforeOrEquals' },
			[],
		],
		['no time', { left: 'soon', right: '2025-01-01', type: 'dateTime', is: 'after' }, undefined],
		['a switch', { left: true, type: 'boolean', is: 'true' }, ['completed']],
		['a switch as text', { left: 'false', right: true, type: 'boolean' }, []],
		[
			'a list',
			{ left: '={{ ["a", "b"] }}', right: 'b', type: 'array', is: 'contains' },
			['completed'],
		],
		['the length of a list', { left: '={{ ["a"] }}', right: 1, type: 'array', is: 'lengthGt' }, []],
		['an unknown operation', { is: 'sounds like' }, undefined],
	])('with %s beside the status', (_, row, states) => {
		// What is false without the second row stays false, whatever that is.
		const outcome = STATES.map((state) => branchOf(ifNode([done, row]), state));
		expect(outcome.slice(1)).toEqual([1, 1, 1, 1]);
		expect(outcome[0]).toBe(states === undefined ? undefined : states.length === 1 ? 0 : 1);
	});

	it('or', () => {
		const failed = { left: STATUS, right: 'failed' };
		expect(passing(ifNode([done, failed], 'or'))).toEqual(['completed', 'failed']);
		expect(passing(ifNode([done, {}], 'or'))).toEqual(ALL);
		const other = { left: '={{ $json.count }}', right: 3, type: 'number' };
		expect(branchOf(ifNode([done, other], 'or'), 'completed')).toBe(0);
		expect(branchOf(ifNode([done, other], 'or'), 'failed')).toBeUndefined();
	});

	it('without any row n8n continues', () => {
		expect(passing(ifNode([]))).toEqual(ALL);
		expect(passing(ifNode([], 'or'))).toEqual([]);
		expect(passing(node('If', 'if', {}, { typeVersion: 2 }))).toBeUndefined();
	});

	it('code in a condition', () => {
		const isTrue = (left: string): readonly State[] | undefined =>
			passing(ifNode([{ left: `={{ ${left} }}`, type: 'boolean', is: 'true' }]));
		const status = '$json.data.status';
		expect(isTrue(`${status} === 'completed'`)).toEqual(['completed']);
		expect(passing(ifNode([{ left: `={{ ${status} === 'completed' }}`, right: 'true' }]))).toEqual([
			'completed',
		]);
		expect(isTrue(`${status} != "completed" && ${status} !== 'failed'`)).toEqual(UNFINISHED);
		expect(isTrue(`['completed', 'failed'].includes(${status})`)).toEqual(['completed', 'failed']);
		expect(isTrue(`${status}.toLowerCase().trim() == 'failed'`)).toEqual(['failed']);
		expect(isTrue(`${status} === 'completed' ? true : false`)).toEqual(['completed']);
		expect(isTrue(`!$json.data.output?.image_url`)).toEqual(['failed', ...UNFINISHED]);
		expect(isTrue(`Boolean($json.data.output.works[0].video.resource)`)).toEqual(['completed']);
		expect(isTrue(`${status} === 'completed' && $runIndex < 20`)).toBeUndefined();
		expect(isTrue(`$json.data.output.image_url === null`)).toBeUndefined();
		expect(isTrue(`${status}.length > 6`)).toBeUndefined();
		expect(isTrue(`${status} ===`)).toBeUndefined();
	});

	it('of the first version, with what n8n does not store', () => {
		const string = (row: object) => formerIf({ string: [row] });
		expect(passing(string({ value1: STATUS, value2: 'completed' }))).toEqual(['completed']);
		expect(passing(string({ value1: LINK, operation: 'isNotEmpty' }))).toEqual(['completed']);
		expect(passing(string({ value1: STATUS, operation: 'regex', value2: '/fail/' }))).toEqual([
			'failed',
		]);
		const isDone = `={{ $json.data.status === 'completed' }}`;
		expect(passing(formerIf({ boolean: [{ value1: isDone, value2: true }] }))).toEqual([
			'completed',
		]);
		expect(passing(formerIf({ boolean: [{ value1: isDone }] }))).toEqual(['failed', ...UNFINISHED]);
		// Without an operation, numbers are compared by "smaller".
		expect(passing(formerIf({ number: [{ value1: 1, value2: 2 }] }))).toEqual(ALL);
		expect(passing(formerIf({ number: [{ value1: 1, value2: 2, operation: 'larger' }] }))).toEqual(
			[],
		);
		const two = {
			string: [
				{ value1: STATUS, value2: 'failed' },
				{ value1: STATUS, value2: 'staged' },
			],
		};
		expect(passing(formerIf(two, { combineOperation: 'any' }))).toEqual(['failed', 'staged']);
		expect(passing(formerIf(two))).toEqual([]);
	});
});
