import { parse as parseFlattened } from 'flatted';

/** The parts of n8n's execution data that the scripts and tests look at. */
export interface BinaryFile {
	readonly id?: string;
	readonly data: string;
	readonly mimeType: string;
	readonly fileName?: string;
}

export interface Item {
	readonly json: Readonly<Record<string, unknown>>;
	readonly binary?: Readonly<Record<string, BinaryFile>>;
	readonly pairedItem?: unknown;
}

interface NodeRun {
	/** Milliseconds since 1970. */
	readonly startTime?: number;
	readonly executionStatus?: string;
	readonly data?: { readonly main?: ReadonlyArray<readonly Item[] | null> };
	readonly error?: { readonly message?: string; readonly description?: string | null };
}

interface ExecutionData {
	readonly resultData: {
		readonly runData: Readonly<Record<string, readonly NodeRun[]>>;
		readonly error?: { readonly message?: string; readonly description?: string | null };
		readonly lastNodeExecuted?: string;
	};
}

export interface StoredExecution {
	readonly id: string;
	readonly status: string;
	readonly data: string;
	/** ISO times. */
	readonly startedAt: string;
	readonly stoppedAt: string | null;
}

/** One run of a workflow, as n8n stored it. */
export class Execution {
	constructor(
		readonly id: string,
		readonly status: string,
		private readonly data: ExecutionData,
	) {}

	get succeeded(): boolean {
		return this.status === 'success';
	}

	/** Names of the nodes that ran. */
	get nodesRun(): readonly string[] {
		return Object.keys(this.data.resultData.runData);
	}

	/** The items that a node put out, by output; those of its last run. */
	items(nodeName: string, output = 0): readonly Item[] {
		const runs = this.data.resultData.runData[nodeName] ?? [];
		return runs.at(-1)?.data?.main?.[output] ?? [];
	}

	/** The items that a node put out by its first output, in all its runs. */
	allItems(nodeName: string): readonly Item[] {
		const runs = this.data.resultData.runData[nodeName] ?? [];
		return runs.flatMap(({ data }) => data?.main?.[0] ?? []);
	}

	/** When a node started, in its last run; milliseconds since 1970. */
	startOf(nodeName: string): number | undefined {
		return this.data.resultData.runData[nodeName]?.at(-1)?.startTime;
	}

	/** What went wrong, in n8n's words; undefined when nothing did. */
	get failure(): string | undefined {
		const { error, lastNodeExecuted } = this.data.resultData;
		if (this.succeeded) return undefined;
		const where = lastNodeExecuted === undefined ? '' : ` at "${lastNodeExecuted}"`;
		const what = [error?.message, error?.description].filter(Boolean).join(' ');
		return `The run ended as ${this.status}${where}${what === '' ? '' : `: ${what}`}`;
	}
}

/** Reads n8n's stored execution. */
export const readExecution = ({ id, status, data }: StoredExecution): Execution =>
	new Execution(id, status, parseFlattened(data) as ExecutionData);
