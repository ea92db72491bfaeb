import type { FileNode } from '../workflow/workflowFile';
import type { Segment } from '../code/segments';
import { UNIFIED, type Api } from './api';
import { Unclear, type Call } from './call';
import { recordOf } from '../json';

/** The options of a response, wherever a version of the node has them. */
function responseOf({ parameters }: FileNode): Readonly<Record<string, unknown>> {
	const options = recordOf(parameters.options);
	const { responseFormat } = parameters;
	return {
		...options,
		...recordOf(recordOf(options.response).response),
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

/** Fields that tell whether a request worked. The new node always gives those of one that did. */
const OUTCOME = new Set<Segment>(['code', 'message', 'error']);

/** The same API where an answer with an error is an answer like any other. */
const withErrors = (api: Api): Api => ({
	...api,
	rebuilds: (path) => path[0] !== undefined && !OUTCOME.has(path[0]) && api.rebuilds(path),
});

const NEVER_ERROR =
	'With Never Error, an answer with an error did not stop the workflow. The new node fails then: set On Error under Settings if the workflow should continue.';

/** Whether the node sends one request for each page of an answer, or until an expression is met. */
function sendsSeveral({ parameters }: FileNode): boolean {
	const { pagination } = recordOf(recordOf(parameters.options).pagination);
	return pagination !== undefined && recordOf(pagination).paginationMode !== 'off';
}

const SEVERAL =
	'its option Pagination sends several requests. Remove the option, and convert again; the node that creates the task then waits for its result';

/** What the new node does otherwise. The address of a proxy may contain a password. */
const OPTIONS = {
	proxy:
		'It called PiAPI through a proxy. The new node does not: set HTTPS_PROXY in the environment of n8n if it needs one.',
	certificates:
		"It did not check PiAPI's certificate. The new node does: if n8n does not trust the certificate, set NODE_EXTRA_CA_CERTS.",
} as const;

function notesOnOptions({ parameters }: FileNode): string[] {
	const { proxy, allowUnauthorizedCerts } = recordOf(parameters.options);
	const trustsAll = allowUnauthorizedCerts ?? parameters.allowUnauthorizedCerts;
	return [...(proxy ? [OPTIONS.proxy] : []), ...(trustsAll === true ? [OPTIONS.certificates] : [])];
}

/** The call of a node, with what its options make of the requests and the answer. */
export function withOptions(given: Call, node: FileNode): Call | Unclear {
	const response = responseOf(node);
	const { fullResponse, responseFormat = 'json' } = response;
	if (sendsSeveral(node)) return new Unclear(SEVERAL, given.api);
	if (responseFormat !== 'json' && responseFormat !== 'autodetect') {
		return new Unclear(
			'it takes the answer as text or as a file: set Response Format to JSON, and what reads it accordingly',
			given.api,
		);
	}
	const call = { ...given, notes: [...(given.notes ?? []), ...notesOnOptions(node)] };
	const ignoresErrors = response.neverError === true || response.ignoreResponseCode === true;
	const read = ignoresErrors
		? {
				...call,
				ignoresErrors,
				api: withErrors(call.api ?? UNIFIED),
				notes: [...call.notes, NEVER_ERROR],
			}
		: call;
	if (fullResponse !== true) return read;
	return call.kind === 'create' || call.kind === 'get'
		? { ...read, api: inBody(read.api ?? UNIFIED) }
		: new Unclear('its options include the headers and status of the response', call.api);
}
