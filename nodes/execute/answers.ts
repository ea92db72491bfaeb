import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { KINDS } from '../catalog/kinds';
import type { MediaKind } from '../catalog/vocabulary';
import { digestOf } from '../request/digest';
import { isObject } from '../transport/envelope';
import { isProblem } from '../transport/problem';
import type { Action, ItemAction } from './action';
import { forEachItem } from './action';
import type { ItemOutcome } from './outcome';

const KEY = 'piApiAnswers';
const AT_ONCE = 8;

type Kept = Record<string, { digest: string; executionId: string; items: INodeExecutionData[] }>;

/** Milliseconds; the Time Limit option is in seconds. */
export function answerWithin(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: MediaKind,
): number {
	const options: unknown = context.getNodeParameter('options', itemIndex, {});
	const given = isObject(options) ? Number(options.timeLimit) : Number.NaN;
	return (given > 0 ? given : KINDS[kind].timeLimitSeconds) * 1000;
}

function keptIn(context: IDataObject, runIndex: number): Kept {
	const all = isObject(context[KEY]) ? context[KEY] : {};
	context[KEY] = all;
	const run = isObject(all[runIndex]) ? all[runIndex] : {};
	all[runIndex] = run;
	return run as Kept;
}

/**
 * For endpoints that answer at once and cost money: what an item got is kept in n8n's node context until all items are
 * done, so that Retry On Fail, and a retry of the execution, ask only for what is missing.
 */
export const answerEachItem =
	(ask: ItemAction, asked: (context: IExecuteFunctions, itemIndex: number) => unknown): Action =>
	async (context, connection) => {
		const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0;
		const nodeContext = context.getContext('node');
		const kept = keptIn(nodeContext, runIndex);
		const executionId = context.getExecutionId();
		const answerItem = async (itemIndex: number): Promise<ItemOutcome> => {
			const digest = digestOf(asked(context, itemIndex));
			const before = kept[itemIndex];
			if (before?.executionId === executionId || before?.digest === digest) return before.items;
			const outcome = await ask(context, itemIndex, connection);
			if (!isProblem(outcome)) {
				kept[itemIndex] = { digest, executionId, items: [...outcome] };
			}
			return outcome;
		};
		const output = await forEachItem(async (_, itemIndex) => await answerItem(itemIndex), AT_ONCE)(
			context,
			connection,
		);
		delete nodeContext[KEY];
		return output;
	};
