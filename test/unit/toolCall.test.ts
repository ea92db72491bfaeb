import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { takeOwnCall } from '../../nodes/execute/toolCall';
import { anyNode } from './anyNode';

interface Stage {
	/** The arguments of the calls, as n8n's data of the tool has them. */
	readonly calls: readonly IDataObject[];
	/** Those of this call. */
	readonly own: IDataObject | undefined;
	readonly runIndex?: number;
	readonly type?: string;
	readonly isFixed?: boolean;
}

/** A context of n8n's, whose expressions read the data of its run index. */
function contextOf({ calls, own, runIndex = 0, type = 'x.piApiTool', isFixed = false }: Stage) {
	const asked: string[] = [];
	const context = {
		runIndex,
		getNode: () => ({ ...anyNode, type }),
		getInputData: () => (own === undefined ? [] : [{ json: own }]),
		evaluateExpression(expression: string) {
			asked.push(expression);
			const data = calls[isFixed ? runIndex : this.runIndex];
			if (data === undefined) throw new Error('No execution data available');
			const [, name = ''] = /^\{\{ \$fromAI\("(.*)"\) \}\}$/.exec(expression) ?? [];
			return data[name];
		},
	};
	return { context, asked, n8n: context as unknown as IExecuteFunctions };
}

const [cat, dog] = [
	{ prompt: 'a cat', seconds: 5 },
	{ prompt: 'a dog', seconds: 5 },
] as const;

it.each<[string, Stage, number]>([
	['the first call', { calls: [cat, dog], own: cat }, 0],
	['a call that n8n counts as the first', { calls: [cat, dog], own: dog }, 1],
	['a later call of the agent', { calls: [cat, cat, dog], own: dog, runIndex: 1 }, 2],
	['a call whose value is missing', { calls: [{}], own: { prompt: null } }, 0],
	['a call with a list', { calls: [cat, { prompt: ['a'] }], own: { prompt: ['a'] } }, 1],
])('finds the arguments of %s', (_, stage, runIndex) => {
	const { context, n8n } = contextOf(stage);
	expect(takeOwnCall(n8n)).toBeUndefined();
	expect(context.runIndex).toBe(runIndex);
});

it.each<[string, Stage]>([
	['that is not a tool', { calls: [cat], own: dog, type: 'x.piApi' }],
	['of an agent that names its calls', { calls: [cat], own: { ...dog, toolCallId: 'call_1' } }],
	['without an item', { calls: [cat], own: undefined }],
	['whose arguments no expression can name', { calls: [cat], own: { 'a prompt': 'a dog' } }],
])('asks nothing for a node %s', (_, stage) => {
	const { asked, n8n } = contextOf(stage);
	expect(takeOwnCall(n8n)).toBeUndefined();
	expect(asked).toEqual([]);
});

it('lets a call run where n8n does not tell its arguments', () => {
	expect(takeOwnCall(contextOf({ calls: [], own: dog }).n8n)).toBeUndefined();
});

it.each<[string, Stage]>([
	['no call has them', { calls: [cat, cat], own: dog }],
	['n8n does not let the node choose the call', { calls: [cat, dog], own: dog, isFixed: true }],
])('says that n8n mixes up the calls where %s', (_, stage) => {
	const { context, n8n } = contextOf(stage);
	expect(takeOwnCall(n8n)).toMatchObject({
		message: 'n8n returns the arguments of another call of this tool that runs at the same time',
	});
	expect(context.runIndex).toBe(0);
});
