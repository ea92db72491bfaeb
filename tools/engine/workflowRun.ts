import type {
	ExecutionStatus,
	IExecuteContextData,
	INodeExecutionData,
	IRun,
	ITaskData,
	NodeExecutionHint,
} from 'n8n-workflow';
import { bytesOf } from './binaries';
import type { LogLine } from './log';

const jsonText = (value: unknown): string => {
	const path = new Set<unknown>();
	const plain = (part: unknown): unknown => {
		if (typeof part === 'bigint') return String(part);
		if (typeof part !== 'object' || part === null) return part;
		if (path.has(part)) return '[above]';
		path.add(part);
		const own = Object.entries(part).map(([key, below]) => [key, plain(below)]);
		// The text of an error is not among its own enumerable keys.
		const { name, message, stack, cause } = part as Partial<Error>;
		const told = part instanceof Error ? { name, message, stack, cause: plain(cause) } : {};
		path.delete(part);
		return Array.isArray(part)
			? own.map(([, below]) => below)
			: { ...Object.fromEntries(own), ...told };
	};
	return JSON.stringify(plain(value)) ?? '';
};

/** The output of an execution. */
export class WorkflowRun {
	constructor(
		/** The whole result as n8n would store it. */
		readonly result: IRun,
		/** The node under test, or the last one of a whole workflow. */
		readonly nodeName: string,
		/** Every line that went to n8n's log; a stopped node may add some after the end. */
		readonly logs: readonly LogLine[],
		/** What was sent to the editor (manual mode only). */
		readonly messages: readonly unknown[],
	) {}

	get status(): ExecutionStatus {
		return this.result.status;
	}

	/** Why the execution stopped; undefined when it went through. */
	get error(): IRun['data']['resultData']['error'] {
		return this.result.data.resultData.error;
	}

	/** Items of the first output. */
	get output(): INodeExecutionData[] {
		return this.outputOf(this.nodeName);
	}

	/** Items of the error output. */
	get errorOutput(): INodeExecutionData[] {
		return this.outputOf(this.nodeName, 1);
	}

	get hints(): NodeExecutionHint[] {
		return this.runsOf(this.nodeName).flatMap(({ hints = [] }) => hints);
	}

	/** What the nodes remember; pass it to the next run, as n8n's Retry button does. */
	get context(): IExecuteContextData {
		return this.result.data.executionData?.contextData ?? {};
	}

	/** Every run of a node in this execution. */
	runsOf(nodeName: string): ITaskData[] {
		return this.result.data.resultData.runData[nodeName] ?? [];
	}

	/** Items of a node's output, in its last run. */
	outputOf(nodeName: string, output = 0): INodeExecutionData[] {
		return this.runsOf(nodeName).at(-1)?.data?.main?.[output] ?? [];
	}

	/** The bytes of an item's binary field. */
	async binary(item: INodeExecutionData | undefined, name = 'data'): Promise<Buffer> {
		const binary = item?.binary?.[name];
		if (binary === undefined) throw new Error(`The item has no binary field ${name}`);
		return await bytesOf(binary);
	}

	/** All that a user, the store or the log could see, as one text to search for secrets. */
	everything(): string {
		return jsonText([this.result, this.logs, this.messages]);
	}
}
