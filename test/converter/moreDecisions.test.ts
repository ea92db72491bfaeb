import { STATES } from '../../converter/calls/api';
import { faceSwapApi } from '../../converter/calls/legacy/faceSwap';
import { midjourneyApi } from '../../converter/calls/legacy/midjourney';
import { branchOf, NOWHERE } from '../../converter/waiting/decisions';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { ifNode, modernRows, passing, STATUS } from './decisionNodes';
import { node } from '../../tools/pairs/workflows';

describe('Switch', () => {
	const outputs = (given: FileNode): Array<number | undefined> =>
		STATES.map((state) => branchOf(given, state));
	const rules = (...names: string[]): object[] =>
		names.map((right) => ({ conditions: modernRows([{ left: STATUS, right }]) }));
	const modern = (values: object[], options: object = {}): FileNode =>
		node('Switch', 'switch', { rules: { values }, options }, { typeVersion: 3.2 });

	it('takes the first rule that fits, or the fallback', () => {
		const two = rules('completed', 'failed');
		expect(outputs(modern(two))).toEqual([0, 1, NOWHERE, NOWHERE, NOWHERE]);
		expect(outputs(modern(two, { fallbackOutput: 'extra' }))).toEqual([0, 1, 2, 2, 2]);
		expect(outputs(modern(two, { fallbackOutput: 1 }))).toEqual([0, 1, 1, 1, 1]);
		expect(outputs(modern([]))).toEqual([NOWHERE, NOWHERE, NOWHERE, NOWHERE, NOWHERE]);
	});

	it('that sends to all rules that fit', () => {
		const twice = rules('completed', 'completed', 'failed');
		expect(outputs(modern(twice, { allMatchingOutputs: true }))).toEqual([
			undefined,
			2,
			NOWHERE,
			NOWHERE,
			NOWHERE,
		]);
	});

	it('by an expression', () => {
		const output = `={{ $json.data.status === 'completed' ? 1 : 0 }}`;
		const given = node('Switch', 'switch', { mode: 'expression', output }, { typeVersion: 3 });
		expect(outputs(given)).toEqual([1, 0, 0, 0, 0]);
		const unknown = node('Switch', 'switch', { mode: 'expression', output: '={{ $runIndex }}' });
		expect(outputs(unknown)).toEqual(Array(5).fill(undefined));
	});

	it('of the first versions', () => {
		const given = (typeVersion: number, list: object[], more: object = {}): FileNode =>
			node(
				'Switch',
				'switch',
				{ dataType: 'string', value1: STATUS, rules: { rules: list }, ...more },
				{ typeVersion },
			);
		const list = [{ value2: 'completed', output: 2 }, { value2: 'failed' }];
		expect(outputs(given(1, list, { fallbackOutput: 3 }))).toEqual([2, 0, 3, 3, 3]);
		expect(outputs(given(2, list))).toEqual([0, 1, NOWHERE, NOWHERE, NOWHERE]);
		// Without a type, n8n compares numbers.
		expect(outputs(given(1, list, { dataType: undefined }))).toEqual(Array(5).fill(undefined));
	});
});

describe('former APIs', () => {
	const { checked: midjourney } = midjourneyApi;
	const { checked: faceSwap } = faceSwapApi;

	it('have other places and names for the state', () => {
		const finished = ifNode([{ left: '={{ $json.status }}', right: 'finished' }]);
		expect(passing(finished, midjourney)).toEqual(['completed']);
		expect(passing(finished)).toBeUndefined();
		const success = ifNode([{ left: STATUS, right: 'success' }]);
		expect(passing(success, faceSwap)).toEqual(['completed']);
		expect(passing(ifNode([{ left: STATUS, right: 'completed' }]), faceSwap)).toEqual([]);
	});

	it('have other places for the results', () => {
		const link = (left: string) => ifNode([{ left, is: 'notEmpty' }]);
		expect(passing(link('={{ $json.task_result.image_url }}'), midjourney)).toEqual(['completed']);
		expect(passing(link('={{ $json.data.image }}'), faceSwap)).toEqual(['completed']);
		expect(passing(link('={{ $json.process_time }}'), midjourney)).toBeUndefined();
	});
});

it('other nodes are not decisions', () => {
	expect(branchOf(node('Set', 'set', {}), 'completed')).toBeUndefined();
});

it.each([
	['deep', `${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
	['long', `$json${'.a()'.repeat(50_000)}`],
	['nested as far as it may be', `${'!'.repeat(1_900)}$json.x`],
])('%s code is left alone', (_, code) => {
	expect(
		passing(ifNode([{ left: `={{ ${code} }}`, type: 'boolean', is: 'true' }])),
	).toBeUndefined();
});
