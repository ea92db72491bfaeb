import type { FileNode } from '../workflow/workflowFile';
import { UNIFIED, type Api } from './api';
import { Unclear, type Call } from './httpRequest';

const record = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The options of a response, wherever a version of the node has them. */
function responseOf({ parameters }: FileNode): Readonly<Record<string, unknown>> {
	const options = record(parameters.options);
	const { responseFormat } = parameters;
	return {
		...options,
		...record(record(options.response).response),
		...(responseFormat ? { responseFormat } : {}),
	};
}

/** The same API with its answer under `body`, beside the status code and the headers. */
const inBody = (api: Api): Api => ({
	...api,
	status: ['body', ...api.status],
	output: ['body', ...api.output],
	unified: ([first, ...rest]) => (first === 'body' ? api.unified(rest) : undefined),
	answer:
		api.answer === undefined
			? undefined
			: `{ body: ${api.answer}, headers: {}, statusCode: 200, statusMessage: 'OK' }`,
	rebuilds: ([first, ...rest]) =>
		first === 'body' ? api.rebuilds(rest) : first !== 'headers' && api.rebuilds([]),
});

/** The call of a node, with what its response options make of the answer. */
export function withFullResponse(call: Call, node: FileNode): Call | Unclear {
	const { fullResponse, responseFormat = 'json' } = responseOf(node);
	if (responseFormat !== 'json' && responseFormat !== 'autodetect') {
		return new Unclear(
			'it takes the answer as text or as a file: set Response Format to JSON, and what reads it accordingly',
		);
	}
	if (fullResponse !== true) return call;
	return call.kind === 'create' || call.kind === 'get'
		? { ...call, api: inBody(call.api ?? UNIFIED) }
		: new Unclear('its options include the headers and status of the response');
}
