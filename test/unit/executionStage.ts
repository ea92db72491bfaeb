import { Readable } from 'node:stream';

import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INode,
	INodeExecutionData,
} from 'n8n-workflow';

import { execute, type NodeActions } from '../../nodes/execute/execute';
import { systemClock } from '../../nodes/task/clock';
import { acme } from '../catalog/acme';
import { anyNode } from './anyNode';
import { parameterReader } from './parameterReader';
import { HandClock } from './handClock';

let stages = 0;

interface Reply {
	readonly statusCode: number;
	readonly body: IDataObject;
}

export interface Given {
	/** Values, or functions of the item's index in place of expressions. */
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly items?: number;
	readonly node?: Partial<INode>;
	readonly continueOnFail?: boolean;
	readonly nodeActions?: NodeActions;
	/** Of the item, in place of the only one. */
	readonly apiKeyOf?: (itemIndex: number) => string;
	/** The address of the paused execution. */
	readonly resumeUrl?: string;
}

/** n8n and PiAPI around the node, from its parameters to its output. Time is by hand. */
export class ExecutionStage {
	/** An account of its own. */
	readonly apiKey = `key ${++stages}`;

	readonly clock = new HandClock();

	/** Such as "POST /api/v1/task", in the order of the requests. */
	readonly requests: string[] = [];

	/** The bodies of the creates. */
	readonly created: IDataObject[] = [];

	/** Of the tasks, from now on; `completed` where nothing else is said. */
	readonly statuses = new Map<string, string>();

	/** Instead of PiAPI's answer. */
	answer: (request: string, count: number) => Reply | undefined = () => undefined;

	/** Holds back PiAPI's answer to a create, counted from 1. */
	delay: (count: number) => Promise<void> | undefined = () => undefined;

	/** How many tasks the account runs at a time, as PiAPI says. */
	limit: unknown = 5;

	/** Bytes of each result file, as the file host says. */
	fileSize = 10;

	/** Links of the downloads that have begun; none of them ends while they are `held`. */
	readonly downloads: string[] = [];

	held = false;

	readonly kept: IDataObject = {};

	readonly warnings: string[] = [];

	/** The times at which the execution resumes by itself. */
	readonly pauses: Date[] = [];

	/** As the real clock would be used; the test ends it. */
	useClock(): void {
		const { clock } = this;
		jest.spyOn(systemClock, 'now').mockImplementation(() => clock.now());
		jest
			.spyOn(systemClock, 'sleep')
			.mockImplementation(async (milliseconds, signal) => await clock.sleep(milliseconds, signal));
	}

	private taskOf(taskId: string, status: string): IDataObject {
		return {
			task_id: taskId,
			status,
			model: 'Acme/motion',
			task_type: 'image-to-video',
			output: { works: { video: { url: `https://x.example/${taskId}.mp4` } } },
			error: { message: status === 'failed' ? 'No foxes' : '' },
		};
	}

	private reply({ method = 'GET', url, body }: IHttpRequestOptions): Reply {
		const path = url.replace(/^https:\/\/[^/]+/, '').replace(/\?.*/, '');
		const request = `${method} ${path}`;
		this.requests.push(request);
		if (request === 'POST /api/v1/task') this.created.push(body as IDataObject);
		const own = this.answer(request, this.requests.filter((one) => one === request).length);
		if (own !== undefined) return own;
		const data = this.dataFor(request);
		return { statusCode: 200, body: { code: 200, data, message: 'success' } };
	}

	private dataFor(request: string): IDataObject {
		if (request === 'POST /api/v1/task') return this.taskOf(`t${this.created.length}`, 'pending');
		if (request === 'GET /account/info') {
			return { max_concurrent_task_count: this.limit } as IDataObject;
		}
		const taskId = request.split('/').at(-1) ?? '';
		return this.taskOf(taskId, this.statuses.get(taskId) ?? 'completed');
	}

	/** Starts the node; the result is filled in as time passes. */
	start(given: Given = {}) {
		const { parameters = {}, items = 1, nodeActions = { families: [acme], actions: {} } } = given;
		const all: Readonly<Record<string, unknown>> = {
			resource: 'acme',
			operation: 'animate',
			imageUrl: { __rl: true, mode: 'url', value: 'https://x.example/fox.png' },
			prompt: 'a fox',
			...parameters,
		};
		const canceling = new AbortController();
		const hints: string[] = [];
		const result: {
			output?: INodeExecutionData[];
			error?: Error & { description?: string | null };
		} = {};
		const context = {
			getInputData: () => Array.from({ length: items }, () => ({ json: {} })),
			getNode: () => ({ ...anyNode, ...given.node }),
			getNodeParameter: parameterReader((name, usual) => all[name] ?? usual),
			getContext: () => this.kept,
			getExecutionId: () => 'execution',
			getExecutionCancelSignal: () => canceling.signal,
			getExecuteData: () => ({ data: {}, node: {} }),
			putExecutionToWait: async (until: Date) => {
				this.pauses.push(until);
				return await Promise.resolve();
			},
			getMode: () => 'manual',
			getParentNodes: () => [],
			getChildNodes: () => [],
			getWorkflow: () => ({ id: '1' }),
			evaluateExpression: (expression: string) =>
				expression.includes('resumeUrl') ? given.resumeUrl : 0,
			continueOnFail: () => given.continueOnFail ?? false,
			addExecutionHints: ({ message }: { message: string }) => hints.push(message),
			sendMessageToUI: () => undefined,
			logger: {
				warn: (text: string) => this.warnings.push(text),
				info: () => undefined,
				debug: () => undefined,
			},
			getCredentials: async (_: string, itemIndex: number) =>
				await Promise.resolve({
					apiKey: given.apiKeyOf?.(itemIndex) ?? this.apiKey,
					webhookSecret: 'hush',
					baseUrl: 'https://api.example',
					uploadUrl: 'https://upload.example',
				}),
			helpers: {
				httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) => {
					const reply = this.reply(options);
					if (options.method === 'POST') await this.delay(this.created.length);
					return { headers: {}, ...reply };
				},
				httpRequest: async ({ url }: IHttpRequestOptions) => {
					this.downloads.push(url);
					if (this.held) await new Promise(() => {});
					const headers = { 'content-length': String(this.fileSize) };
					return await Promise.resolve({ statusCode: 200, headers, body: Readable.from(['x']) });
				},
				prepareBinaryData: async (_: unknown, fileName: string) =>
					await Promise.resolve({ data: '', mimeType: 'video/mp4', fileName }),
			},
		} as unknown as IExecuteFunctions;
		void execute(context, nodeActions).then(
			([output]) => (result.output = output),
			(thrown: unknown) => (result.error = thrown as Error),
		);
		return { result, hints, cancel: () => canceling.abort() };
	}

	/** Runs the node, for so many seconds at most. */
	async run(given: Given = {}, seconds = 120) {
		const { result, hints } = this.start(given);
		await this.clock.advance(seconds * 1000);
		return { ...result, hints };
	}
}

export const refusing = (statusCode: number, message: string) => ({
	statusCode,
	body: { code: statusCode, data: null, message },
});
