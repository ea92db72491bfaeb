import type { Run, Work } from './work';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FileUploader } from '../request/fileUploader';
import { openRecords } from '../task/records';
import { isProblem, withoutSecrets, type Problem } from '../transport/problem';
import { createStop } from '../transport/stopSignal';
import type { PiApiConnection } from './connection';
import type { Connections } from './connections';
import { fileUploaderOf } from './fileUploader';
import { cancellation, failure, itemsOf, type ItemOutcome } from './outcome';
import { openParameters } from './parameters';
import { isReady, prepareItems } from './prepareItems';
import { runAll } from './runAll';
import { isTool } from './tool';

/** Something a node can do, for all its input items. */
export type Action = (
	context: IExecuteFunctions,
	connections: Connections,
) => Promise<INodeExecutionData[]>;

/** One pipeline for everything that runs per item: prepare, run, outcome, settle. */
export const forEachItem =
	<P>(open: (run: Run) => Work<P>): Action =>
	async (context, connections) => {
		const run = openRun(context, connections);
		const work = open(run);
		try {
			return await runWork(run, work);
		} finally {
			work.close?.();
			run.ending.stop();
		}
	};

async function runWork<P>(run: Run, work: Work<P>): Promise<INodeExecutionData[]> {
	const { context, connections, failFast } = run;
	const fail = (problem: Problem, itemIndex: number, more?: string): Error =>
		failure(context, explain(problem), itemIndex, connections.secrets(), more);
	const explain = (problem: Problem): Problem => work.explain?.(problem) ?? problem;

	const prepared = await prepareItems(run, work);
	// Without Continue, what is wrong with the input shows before anything is sent. A stop is told below, with its tasks.
	const wrong = failFast && !run.stop.aborted ? prepared.findIndex((item) => isProblem(item)) : -1;
	const problem = prepared[wrong];
	if (isProblem(problem)) throw fail(problem, wrong);

	const ready = prepared.filter(isReady);
	await work.begin?.(ready);
	const result = await runAll(ready, run, work);
	if (result.outcome === 'stopped') throw cancellation(context, result.text);
	if (result.outcome === 'failed') {
		run.records.settle(true);
		throw fail(result.problem, result.itemIndex, work.remainder?.(result.problem));
	}
	const outcomes = prepared.map((item) =>
		isReady(item) ? result.outcomes.get(item.itemIndex) : item,
	);
	const finished = (await work.finish?.(outcomes)) ?? {
		outcomes: outcomes.map((outcome) => outcome ?? []),
	};
	const explained = finished.outcomes.map((outcome) =>
		isProblem(outcome) ? explain(outcome) : outcome,
	);
	const items = itemsOf(explained, connections.secrets());
	run.records.settle(triesAgain(context, items) || mayAskAgain(context, explained));
	return (await finished.deliver?.(items)) ?? items;
}

/** n8n runs the node again when its first item is an error, so what is paid must stay known. */
const triesAgain = (context: IExecuteFunctions, [first]: readonly INodeExecutionData[]): boolean =>
	context.getNode().retryOnFail === true && first?.json.error !== undefined;

/** An agent that is told of a failure may call its tool again with the same words. */
const mayAskAgain = (context: IExecuteFunctions, outcomes: readonly ItemOutcome[]): boolean =>
	isTool(context) && outcomes.some(isProblem);

function openRun(context: IExecuteFunctions, connections: Connections): Run {
	const executionId = context.getExecutionId();
	const ending = createStop(connections.stop);
	const uploaders = new Map<PiApiConnection, FileUploader>();
	return {
		context,
		connections,
		parameters: openParameters(context),
		records: openRecords(
			context.getContext('node'),
			Number(context.evaluateExpression('{{ $runIndex }}', 0)) || 0,
			executionId,
			isTool(context),
			(text) => withoutSecrets(text, connections.secrets()),
		),
		executionId,
		failFast: !context.continueOnFail(),
		stop: connections.stop,
		ending,
		uploaderOf(connection) {
			const uploader =
				uploaders.get(connection) ?? fileUploaderOf(context, connection, ending.signal);
			uploaders.set(connection, uploader);
			return uploader;
		},
	};
}
