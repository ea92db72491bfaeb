import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import type { PiApiConnection } from '../../nodes/execute/connection';
import type { Action } from '../../nodes/execute/pipeline';
import type { Problem } from '../../nodes/transport/problem';
import { createStop, type StopSource } from '../../nodes/transport/stopSignal';
import { anyNode } from './anyNode';
import { parameterReader } from './parameterReader';

export interface Stage {
	readonly items?: INodeExecutionData[];
	/** Values, or functions of the item's index in place of expressions. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly connection?: Partial<PiApiConnection>;
	/** A connection for each item, or what is wrong with its credential. */
	readonly connectionOf?: (itemIndex: number) => PiApiConnection | Problem;
	readonly continueOnFail?: boolean;
	readonly node?: Partial<INode>;
	readonly timezone?: string;
	/** What n8n keeps between tries. */
	readonly kept?: IDataObject;
	readonly executionId?: string;
	/** How often the node has run before, as in a loop. */
	readonly runIndex?: number;
	readonly stop?: StopSource;
	/** n8n's, such as those that read and write binaries. */
	readonly helpers?: object;
}

export interface ActionRun {
	readonly output: INodeExecutionData[];
	readonly error?: Error & { description?: string | null };
	readonly hints: string[];
	readonly warnings: string[];
}

/** Runs an action as the node does, in a context of n8n's that is made up. */
export async function runAction(action: Action, stage: Stage): Promise<ActionRun> {
	const { items = [{ json: {} }], parameters = {}, kept = {}, stop = createStop() } = stage;
	const [hints, warnings]: [string[], string[]] = [[], []];
	const context = {
		getInputData: () => items,
		getNode: () => ({ ...anyNode, ...stage.node }),
		getNodeParameter: parameterReader((name, usual) =>
			name in parameters ? parameters[name] : usual,
		),
		getMode: () => 'manual',
		getChildNodes: () => [],
		getParentNodes: () => [],
		getTimezone: () => stage.timezone ?? 'UTC',
		getContext: (type: string) => (type === 'node' ? kept : {}),
		getExecutionId: () => stage.executionId ?? 'execution',
		evaluateExpression: (expression: string) =>
			expression === '{{ $runIndex }}' ? stage.runIndex : undefined,
		continueOnFail: () => stage.continueOnFail ?? false,
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
		sendMessageToUI: () => undefined,
		logger: { warn: (text: string) => warnings.push(text), debug: () => undefined },
		helpers: stage.helpers ?? {},
	} as unknown as IExecuteFunctions;
	const connection = { secrets: [], stop: stop.signal, ...stage.connection } as PiApiConnection;
	try {
		const output = await action(context, {
			stop: stop.signal,
			dependOnItem: stage.connectionOf !== undefined,
			dependOnRun: false,
			secrets: () => [],
			of: async (itemIndex) => await Promise.resolve(stage.connectionOf?.(itemIndex) ?? connection),
		});
		return { output, hints, warnings };
	} catch (thrown) {
		return { output: [], error: thrown as Error, hints, warnings };
	}
}
