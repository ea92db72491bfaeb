import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { KINDS } from '../catalog/kinds';
import type { Field, MediaKind, Operation } from '../catalog/vocabulary';
import { digestOf } from '../request/digest';
import { draftOf } from '../request/draft';
import { mediaSources, type MediaSource } from '../request/fileUploader';
import { isObject } from '../transport/envelope';
import { isProblem, type Problem } from '../transport/problem';
import { forEachItem, type Action, type ItemAction } from '../execute/action';
import { fieldReader } from '../execute/parameters';
import { failure, type ItemOutcome } from '../execute/outcome';

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

/** Other runs may be under way at the same time, where an agent calls the node as its tool. */
function forget(context: IDataObject, runIndex: number): void {
	const all = isObject(context[KEY]) ? context[KEY] : {};
	delete all[runIndex];
	if (Object.keys(all).length === 0) delete context[KEY];
}

interface Answering {
	/** Fields whose values make up the request. */
	readonly fields: readonly Field[];
	/** Sends the request and reads the answer. */
	readonly ask: ItemAction;
	/** What is wrong with an item's parameters, before anything is paid. */
	readonly check: (context: IExecuteFunctions, itemIndex: number) => Problem | undefined;
}

/**
 * For endpoints that answer at once and cost money: what an item got is kept in n8n's node context until all items are
 * done, so that Retry On Fail, and a retry of the execution, ask only for what is missing.
 */
export const answerEachItem =
	({ fields, ask, check }: Answering): Action =>
	async (context, connection) => {
		const items = context.getInputData();
		for (const itemIndex of context.continueOnFail() ? [] : items.keys()) {
			const problem = check(context, itemIndex);
			if (problem) throw failure(context, problem, itemIndex, connection.secrets);
		}
		const runIndex = Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0;
		const nodeContext = context.getContext('node');
		const kept = keptIn(nodeContext, runIndex);
		const executionId = context.getExecutionId();
		const answerItem = async (itemIndex: number): Promise<ItemOutcome> => {
			const read = fieldReader(context, itemIndex);
			const digest = digestOf(fields.map((field) => read(field) ?? null));
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
		forget(nodeContext, runIndex);
		return output;
	};

/** The texts of a request's body, by their paths. */
export function textsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	operation: Operation,
): IDataObject | Problem {
	const draft = draftOf(
		{ ...operation, fields: operation.fields.filter(({ type }) => type !== 'media') },
		{
			itemIndex,
			read: fieldReader(context, itemIndex),
			serviceMode: '',
			webhookUrl: '',
			webhookSecret: '',
		},
	);
	return isProblem(draft) ? draft : draft.request.input;
}

/** The files that an operation's media fields name. */
export function sourcesOf(
	context: IExecuteFunctions,
	itemIndex: number,
	{ fields }: Operation,
): MediaSource[] | Problem {
	const sources: MediaSource[] = [];
	for (const field of fields) {
		if (field.type !== 'media') continue;
		const found = mediaSources(field, fieldReader(context, itemIndex)(field), itemIndex);
		if (isProblem(found)) return found;
		sources.push(...found);
	}
	return sources;
}

/** What is wrong with the parameters of an operation that answers at once. */
export const checkOf =
	(operation: Operation): Answering['check'] =>
	(context, itemIndex) =>
		[textsOf(context, itemIndex, operation), sourcesOf(context, itemIndex, operation)].find(
			(read): read is Problem => isProblem(read),
		);
