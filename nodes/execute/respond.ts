import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What of n8n's response object is used here; its own type belongs to a web server that is not for nodes to import. */
interface Response {
	status(code: number): { json(body: IDataObject): void };
	once(event: 'finish', listener: () => void): void;
}

export const responseOf = (context: IWebhookFunctions): Response =>
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
