import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { FileUploader } from '../request/fileUploader';
import type { Records } from '../task/records';
import type { Problem } from '../transport/problem';
import type { StopSignal, StopSource } from '../transport/stopSignal';
import type { PiApiConnection } from './connection';
import type { Connections } from './connections';
import type { ItemOutcome } from './outcome';
import type { Parameters } from './parameters';

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
