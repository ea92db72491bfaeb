import { Readable } from 'node:stream';

import type {
	IDataObject,
	IHttpRequestOptions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { resumeByCallback } from '../../nodes/execute/resume';
import { triedOf } from '../../nodes/execute/delivery';
import { waitingItem } from '../../nodes/execute/waitingTask';
import { pendingTask } from '../../nodes/transport/task';

const shape = {
	output: { form: 'simplified' },
	oneItemPerFile: false,
	downloadFiles: false,
	maxFileSize: 5,
} as const;

/** Text of a task as PiAPI tells it. */
export const told = (taskId: string, status: string): IDataObject => ({
	task_id: taskId,
	model: 'midjourney',
	task_type: 'imagine',
	status,
	output: { image_url: `https://x.example/${taskId}.png` },
});

export const unused = (): never => {
	throw new Error('Not in this test');
};

/** PiAPI and n8n around one paused execution. */
export class Paused {
	private static count = 0;
	readonly executionId = `resume ${(Paused.count += 1)}`;
	readonly statuses = new Map<string, string>();
	readonly checks: string[] = [];
	/** Answers in place of the status; may wait. */
	answers: (taskId: string) => Promise<IDataObject | undefined> = async () =>
		await Promise.resolve(undefined);
	warnings: string[] = [];
	/** Called for each file; it does not exist. */
	onDownload: (() => void | Promise<void>) | undefined;
	/** Items that wait for no task, after the others. */
	others: INodeExecutionData[] = [];
	baseUrl = 'https://api.example';
	/** Of PiAPI's answers. */
	statusCode = 200;
	/** How often n8n refuses to tell the node. */
	failures = 0;
	/** The model that the node chose. */
	modelName: string | undefined;

	constructor(
		readonly taskIds: readonly string[],
		private readonly until?: number,
	) {}

	items(): INodeExecutionData[] {
		return this.taskIds.map((id, index) => {
			const downloadFiles = this.onDownload !== undefined;
			const tried = triedOf(this.modelName);
			const item = waitingItem(pendingTask(id), families, index, {
				...shape,
				downloadFiles,
				tried,
			});
			const limit = this.until === undefined ? {} : { until: this.until };
			return { ...item, piApiTask: { ...(item.piApiTask as IDataObject), ...limit } };
		});
	}

	private async send({ url }: IHttpRequestOptions): Promise<unknown> {
		const id = url.split('/').at(-1) ?? '';
		this.checks.push(id);
		const data = (await this.answers(id)) ?? told(id, this.statuses.get(id) ?? 'processing');
		const { statusCode } = this;
		const message = statusCode === 200 ? 'success' : 'Invalid API key';
		return { statusCode, headers: {}, body: { code: statusCode, data, message } };
	}

	/** One call; `stored` tells n8n to answer, as it does when it has stored the execution. */
	async call(body: unknown) {
		const listeners: Array<() => void> = [];
		const replies: Array<{ status: number; body: unknown }> = [];
		const response = {
			headersSent: false,
			status: (status: number) => ({
				json: (json: unknown) => {
					if (response.headersSent) throw new Error('Headers were sent');
					response.headersSent = true;
					replies.push({ status, body: json });
				},
			}),
			once: (event: string, listener: () => void) => event === 'finish' && listeners.push(listener),
		};
		const context = {
			getExecutionId: () => this.executionId,
			evaluateExpression: () => [...this.items(), ...this.others],
			getCredentials: async () =>
				await Promise.resolve({
					apiKey: 'key',
					baseUrl: this.baseUrl,
					uploadUrl: 'https://upload.example',
				}),
			getNode: () => {
				if (this.checks.length > 0 && this.failures-- > 0) throw new Error('Not now');
				return { name: 'Make', type: 'x' };
			},
			getBodyData: () => body,
			getResponseObject: () => response,
			logger: { warn: (text: string) => this.warnings.push(text), debug: () => undefined },
			helpers: {
				httpRequestWithAuthentication: async (_: string, options: IHttpRequestOptions) =>
					await this.send(options),
				httpRequest: async () => {
					await this.onDownload?.();
					return await Promise.resolve({ statusCode: 404, headers: {}, body: Readable.from([]) });
				},
			},
		} as unknown as IWebhookFunctions;
		const result: IWebhookResponseData = await resumeByCallback(context, families);
		return {
			status: replies[0]?.status,
			replies,
			output: result.workflowData?.[0],
			stored: () => {
				const body = result.webhookResponse as unknown;
				listeners.forEach((listener) => listener());
				return body;
			},
			failed: () => listeners.forEach((listener) => listener()),
		};
	}

	async callAbout(taskId: string, status = 'completed') {
		return await this.call({ timestamp: 1, data: told(taskId, status) });
	}
}
