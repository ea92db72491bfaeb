import type { IDataObject, IHttpRequestOptions, IWebhookFunctions } from 'n8n-workflow';

export interface WebhookCall {
	readonly body: unknown;
	readonly truth: unknown;
	readonly headers: IDataObject;
	readonly confirms: boolean;
	readonly secret: string;
	readonly baseUrl?: string;
	readonly events?: IDataObject[string];
	/** Of the node, beside the confirmation. */
	readonly options?: IDataObject;
	readonly mode?: 'manual' | 'trigger';
	/** Another one for each call if left out. */
	readonly workflowId?: string;
	readonly stored?: Readonly<Record<string, IDataObject>>;
	readonly warnings?: string[];
	/** What the log says beside the warnings. */
	readonly notes?: string[];
	/** The IDs of the tasks that were checked. */
	readonly checks?: string[];
}

export interface Reply {
	status: number | undefined;
	body: unknown;
}

export const SECRET = 'a secret of some length';
export const TASK_ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

/** A finished task as a webhook tells of it. */
export const toldTask = (more: IDataObject = {}): IDataObject => ({
	task_id: TASK_ID,
	model: 'midjourney',
	task_type: 'imagine',
	status: 'completed',
	output: { image_url: 'https://x.example/1.png' },
	...more,
});

let calls = 0;

/** As n8n's own, as far as the trigger asks. Over real HTTP it is tested in a real n8n. */
export function contextOf(
	{ body, truth, headers, confirms, secret, ...more }: WebhookCall,
	reply: Reply,
): IWebhookFunctions {
	calls += 1;
	const workflowId = more.workflowId ?? String(calls);
	const response = {
		status: (status: number) => {
			reply.status = status;
			return response;
		},
		json: (value: unknown) => {
			reply.body = value;
			return response;
		},
		once: () => response,
	};
	const parameters: IDataObject = {
		events: 'events' in more ? more.events : ['completed', 'failed'],
		options: { verifyWithPiApi: confirms, ...more.options },
	};
	return {
		getNodeParameter: (name: string) => parameters[name],
		getCredentials: async () =>
			await Promise.resolve({
				apiKey: 'key',
				webhookSecret: secret,
				baseUrl: more.baseUrl ?? 'https://api.example',
				uploadUrl: 'https://upload.example',
			}),
		getNode: () => ({ id: 'node', name: 'PiAPI Trigger' }),
		getWorkflow: () => ({ id: workflowId }),
		getMode: () => more.mode ?? 'trigger',
		getWorkflowStaticData: (type: string) => more.stored?.[type] ?? {},
		getHeaderData: () => headers,
		getBodyData: () => body,
		getResponseObject: () => response,
		logger: {
			warn: (text: string) => more.warnings?.push(text),
			info: (text: string) => more.notes?.push(text),
		},
		helpers: {
			httpRequestWithAuthentication: async (_: string, { url }: IHttpRequestOptions) => {
				more.checks?.push(url.split('/').at(-1) ?? '');
				return await Promise.resolve({ statusCode: 200, headers: {}, body: truth });
			},
		},
	} as unknown as IWebhookFunctions;
}
