import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FileUploader } from '../request/fileUploader';
import { openRecords, type Records } from '../task/records';
import { isProblem, withoutSecrets, type Problem } from '../transport/problem';
import { createStop, type StopSignal, type StopSource } from '../transport/stopSignal';
import type { PiApiConnection } from './connection';
import type { Connections } from './connections';
import { fileUploaderOf } from './fileUploader';
import { cancellation, failure, itemsOf, type ItemOutcome } from './outcome';
import { openParameters, type Parameters } from './parameters';
import { isReady, prepareItems } from './prepareItems';
import { runAll } from './runAll';
import { isTool } from './tool';

/** Something a node can do, for all its input items. */
export type Action = (
	context: IExecuteFunctions,
	connections: Connections,
) => Promise<INodeExecutionData[]>;

/** What the items of one run of the node share. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly connections: Connections;
	readonly parameters: Parameters;
	/** What was paid for, so that another try finds it. */
	readonly records: Records;
	readonly executionId: string;
	/** Without Continue the first failure ends the run. */
	readonly failFast: boolean;
	/** Fires when the execution is stopped. */
	readonly stop: StopSignal;
	/** Fires when the run ends, which may be before its items do. */
	readonly ending: StopSource;
	/** Reads and uploads binaries, each content once a run and account. */
	uploaderOf(connection: PiApiConnection): FileUploader;
}

/** An item whose parameters are read and found right. */
export interface ReadyItem<P> {
	readonly itemIndex: number;
	readonly connection: PiApiConnection;
	readonly prepared: P;
}

/** What an action does with its items, in this order. */
export interface Work<P> {
	/** The output of an item for which nothing is to be done, such as one with Dry Run; undefined for all others. */
	withoutRun?(
		itemIndex: number,
		connection: PiApiConnection | Problem,
	): INodeExecutionData[] | Problem | undefined;
	/** Reads the parameters of an item; nothing is sent yet. What it throws is the fault of this item alone. */
	prepare(itemIndex: number, connection: PiApiConnection): P | Problem;
	/** Told of all items that are ready, before the first of them runs. */
	begin?(ready: ReadonlyArray<ReadyItem<P>>): Promise<void>;
	/** Does the work for an item; undefined when the run ended first. */
	run(item: ReadyItem<P>): Promise<ItemOutcome | undefined>;
	/** So many items at a time; all of them when left out. */
	readonly atOnce?: number;
	/**
	 * Resolves when nothing that costs money is on its way any more: a run that fails waits for it. When left out, it
	 * waits for all items that have begun.
	 */
	settled?(): Promise<void>;
	/** What the error of a failed run has to say beside the problem, such as the tasks it created. */
	remainder?(problem: Problem): string;
	/** The execution is stopped; gives what its error has to say. */
	onStop?(): string;
	/** Last changes to the outcomes, in the order of the input; undefined where an item did not finish. */
	finish?(outcomes: ReadonlyArray<ItemOutcome | undefined>): Promise<Finished>;
	/** Adds to a problem what is known about the service. */
	explain?(problem: Problem): Problem;
	/** The run is over, however it ended. */
	close?(): void;
}

export interface Finished {
	readonly outcomes: readonly ItemOutcome[];
	/** What becomes of the items, such as putting the execution to wait. */
	readonly deliver?: (items: INodeExecutionData[]) => Promise<INodeExecutionData[]>;
}

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
	// Without Continue, what is wrong with the input shows before anything is sent.
	const wrong = failFast ? prepared.findIndex((item) => isProblem(item)) : -1;
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
	run.records.settle(triesAgain(context, items));
	return (await finished.deliver?.(items)) ?? items;
}

/** n8n runs the node again when its first item is an error, so what is paid must stay known. */
const triesAgain = (context: IExecuteFunctions, [first]: readonly INodeExecutionData[]): boolean =>
	context.getNode().retryOnFail === true && first?.json.error !== undefined;

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
			// An agent may count each try as a run of its own.
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
