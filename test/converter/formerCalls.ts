import { Unclear } from '../../converter/calls/call';
import { readCall } from '../../converter/calls/httpRequest';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { KEY, node } from '../../tools/pairs/workflows';

const headers = { parameters: [{ name: 'x-api-key', value: KEY }] };

/** An HTTP Request node of version 4.2. `body` is JSON text, or undefined for none. */
export const request = (
	name: string,
	method: string,
	address: string,
	jsonBody?: string,
): FileNode =>
	node(
		name,
		'httpRequest',
		{
			method,
			url: address.startsWith('/') ? `https://api.piapi.ai${address}` : address,
			sendHeaders: true,
			headerParameters: headers,
			...(jsonBody === undefined ? {} : { sendBody: true, specifyBody: 'json', jsonBody }),
		},
		{ typeVersion: 4.2 },
	);

/** A call as it is read; fails where it is not. */
export function callOf(given: FileNode) {
	const call = readCall(given);
	if (call === undefined || call instanceof Unclear) {
		throw new Error(call?.reason ?? 'It calls something else.');
	}
	return call;
}

/** Why a call stays as it is; an empty text when it does not. */
export function reasonOf(given: FileNode): string {
	const call = readCall(given);
	return call instanceof Unclear ? call.reason : '';
}
