import { HTTP_REQUEST } from '../workflow/nodeTypes';
import type { FileNode } from '../workflow/workflowFile';
import type { CurlRequest } from './requests';

/** The HTTP Request node that sends the same request, so that commands are read like workflows. */
export const httpNodeOf = (
	name: string,
	{ method, url, headers, body }: CurlRequest,
): FileNode => ({
	name,
	type: HTTP_REQUEST,
	typeVersion: 4.2,
	parameters: {
		method,
		url,
		sendHeaders: headers.length > 0,
		headerParameters: { parameters: headers },
		sendBody: body !== undefined,
		...(body === undefined ? {} : { specifyBody: 'json', jsonBody: body }),
	},
});
