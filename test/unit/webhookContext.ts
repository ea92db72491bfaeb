import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

export interface WebhookCall {
	readonly body: unknown;
	readonly truth: unknown;
	readonly headers: IDataObject;
	readonly confirms: boolean;
	readonly secret: string;
}

export interface Reply {
	status: number | undefined;
	body: unknown;
}

let calls = 0;

/** As n8n's own, as far as the trigger asks. Over real HTTP it is tested in a real n8n. */
export function contextOf(
	{ body, truth, headers, confirms, secret }: WebhookCall,
	reply: Reply,
): IWebhookFunctions {
	calls += 1;
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
		events: ['completed', 'failed'],
		options: { confirmWithPiApi: confirms },
	};
	return {
		getNodeParameter: (name: string) => parameters[name],
		getCredentials: async () =>
			await Promise.resolve({
				apiKey: 'key',
				webhookSecret: secret,
				baseUrl: 'https://api.example',
				uploadUrl: 'https://upload.example',
			}),
		getNode: () => ({ id: 'node' }),
		getWorkflow: () => ({ id: String(calls) }),
		getMode: () => 'trigger',
		getWorkflowStaticData: () => ({}),
		getHeaderData: () => headers,
		getBodyData: () => body,
		getRequestObject: () => ({}),
		getResponseObject: () => response,
		logger: { warn: () => undefined },
		helpers: {
			httpRequestWithAuthentication: async () =>
				await Promise.resolve({ statusCode: 200, headers: {}, body: truth }),
		},
	} as unknown as IWebhookFunctions;
}
