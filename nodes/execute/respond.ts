import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import type { Claim } from './claims';

/** The part of n8n's response object that is used here; its own type belongs to a web server that nodes may not import. */
interface Response {
	readonly headersSent?: boolean;
	status(code: number): { json(body: IDataObject): void };
	once(event: 'finish', listener: () => void): void;
}

const responseOf = (context: IWebhookFunctions): Response =>
	context.getResponseObject() as Response;

/** Answers a call of PiAPI and starts nothing. A call that has its answer gets no second one. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	reason = '',
): IWebhookResponseData {
	const response = responseOf(context);
	if (response.headersSent !== true) {
		const body: IDataObject = { received: status === 200, ...(reason === '' ? {} : { reason }) };
		response.status(status).json(body);
	}
	return { noWebhookResponse: true };
}

/**
 * Starts or resumes the workflow and leaves the answer to n8n 2, which answers after it has stored the execution: if it
 * cannot, it answers 500 and PiAPI calls again. (n8n 1 answers before.) The claim is kept or released accordingly.
 */
export function answerWhenStored(
	context: IWebhookFunctions,
	workflowData: INodeExecutionData[][],
	claim?: Claim,
): IWebhookResponseData {
	responseOf(context).once('finish', () => claim?.release());
	return {
		workflowData,
		/**
		 * n8n reads the body when it answers, just before it saves static data. Earlier changes would not be saved: at
		 * the start of an execution n8n forgets that static data changed.
		 */
		get webhookResponse(): IDataObject {
			claim?.keep();
			return { received: true };
		},
	};
}
