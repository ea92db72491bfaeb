import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What of n8n's response object is used here; its own type belongs to a web server that is not for nodes to import. */
interface Response {
	status(code: number): { json(body: IDataObject): void };
}

/** Answers a call of PiAPI by itself; what is returned starts nothing yet. */
export function answer(
	context: IWebhookFunctions,
	status: number,
	reason = '',
): IWebhookResponseData {
	const body: IDataObject = { received: status === 200, ...(reason === '' ? {} : { reason }) };
	const response = context.getResponseObject() as unknown as Response;
	response.status(status).json(body);
	return { noWebhookResponse: true };
}
