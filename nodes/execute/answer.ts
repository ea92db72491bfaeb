import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

/** What of n8n's response object is used here; its own type belongs to a web server that is not for nodes to import. */
interface Response {
	status(code: number): { json(body: IDataObject): void };
	once(event: 'finish', listener: () => void): void;
}

/** Learns whether n8n could start the workflow. */
interface Outcome {
	keep(): void;
	release(): void;
}

const responseOf = (context: IWebhookFunctions): Response =>
	context.getResponseObject() as unknown as Response;

/** Answers a call of PiAPI by itself; what is returned starts nothing yet. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	reason = '',
): IWebhookResponseData {
	const body: IDataObject = { received: status === 200, ...(reason === '' ? {} : { reason }) };
	responseOf(context).status(status).json(body);
	return { noWebhookResponse: true };
}

/**
 * Starts the workflow and leaves the answer to n8n 2, which gives it when it has stored the execution: when it could
 * not, it answers 500 and PiAPI calls again. (n8n 1 answers before.)
 */
export function answerWhenStarted(
	context: IWebhookFunctions,
	workflowData: INodeExecutionData[][],
	outcome?: Outcome,
): IWebhookResponseData {
	let isKept = false;
	responseOf(context).once('finish', () => {
		if (!isKept) outcome?.release();
	});
	return {
		workflowData,
		/**
		 * n8n asks for the body when it makes its answer, just before it saves static data. What was put there earlier
		 * would not be saved: with the start of an execution n8n forgets that it changed.
		 */
		get webhookResponse(): IDataObject {
			isKept = true;
			outcome?.keep();
			return { received: true };
		},
	};
}
