import { madeElsewhere, urlOf } from './address';
import { Unclear, UNREADABLE, type Call } from './call';
import { escapedFields } from './escapedFields';
import { readFormer } from './legacy/readFormer';
import { asParameter, ID, idIn, plainPath } from './path';
import { formerHostIn, PIAPI } from './piApiAddress';
import { bodyOfRows, type Row } from './rows';
import { taskBodyOf } from './taskBody';
import { Expression } from './expressions';
import { isTemplateObject, type Template } from './bodyTemplate';
import { templateOf as bodyTemplate } from './template';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { HTTP_REQUEST } from '../workflow/nodeTypes';
import { recordOf, textOf } from '../json';

const TASK = '/api/v1/task';
const ONE_TASK = `${TASK}/${ID}`;

/** Whether a node calls PiAPI, in whatever way. */
export const callsPiApi = (node: FileNode, workflow?: WorkflowFile): boolean =>
	node.type === HTTP_REQUEST && PIAPI.test(urlOf(node, workflow));

/** From version 3 on the form of the node is another one. */
const isModern = ({ typeVersion = 1 }: FileNode): boolean => typeVersion >= 3;

const rowsOf = (list: unknown): Row[] =>
	(Array.isArray(list) ? list : []).map((entry: unknown) => {
		const { name, value } = recordOf(entry);
		return { name: textOf(name), value };
	});

/** The headers that the node sends, those of a JSON text too. */
export function headersOf(node: FileNode): Row[] {
	const { parameters } = node;
	const rows = isModern(node)
		? rowsOf(recordOf(parameters.headerParameters).parameters)
		: rowsOf(recordOf(parameters.headerParametersUi).parameter);
	const json = bodyTemplate(textOf(parameters.jsonHeaders ?? parameters.headerParametersJson));
	const written = isTemplateObject(json)
		? Object.entries(json).map(([name, value]) => ({
				name,
				value: value instanceof Expression ? value.text : value,
			}))
		: [];
	return [...rows, ...written];
}

/** The body that the node sends; undefined when it cannot be read. */
export function bodyOf(node: FileNode, workflow?: WorkflowFile): Template | undefined {
	const { parameters, typeVersion = 1 } = node;
	const templateOf = (text: unknown): Template | undefined => {
		const body = bodyTemplate(textOf(text), escapedFields(workflow));
		const isTask = addressOf(node, workflow).path === TASK;
		return isTask && body instanceof Expression ? taskBodyOf(body) : body;
	};
	if (!isModern(node)) {
		return parameters.jsonParameters === true
			? templateOf(parameters.bodyParametersJson)
			: bodyOfRows(rowsOf(recordOf(parameters.bodyParametersUi).parameter), typeVersion);
	}
	const { contentType = 'json', specifyBody = 'keypair' } = parameters;
	if (contentType === 'raw') return templateOf(parameters.body);
	if (contentType !== 'json') return undefined;
	return specifyBody === 'json'
		? templateOf(parameters.jsonBody)
		: bodyOfRows(rowsOf(recordOf(parameters.bodyParameters).parameters), typeVersion);
}

/** Method and plain path of a call to PiAPI. */
function addressOf(node: FileNode, workflow?: WorkflowFile): { method: string; path: string } {
	const { parameters } = node;
	const path = /^https?:\/\/[^/]+(\/.*)?$/i.exec(urlOf(node, workflow))?.[1] ?? '';
	const method = textOf(parameters.method ?? parameters.requestMethod) || 'GET';
	return { method: method.toUpperCase(), path: plainPath(path) };
}

const KINDS = {
	'/v1/chat/completions': 'chat',
	'/v1/images/generations': 'generateImages',
	'/api/ephemeral_resource': 'upload',
} as const;

/** Calls that a node makes, and that are not read here. */
const BY_HAND: ReadonlyMap<string, string> = new Map([
	[
		'POST /v1/images/edits',
		'its body is a form with files, which is not converted. Use GPT Image > Edit in its place',
	],
	[
		'GET /api/open/tasks/histories',
		'its answer has other fields than the items of the node. Use Task > Get Many in its place',
	],
]);

const isBodyPath = (path: string): path is keyof typeof KINDS => Object.hasOwn(KINDS, path);

/** The call of the unified API, or of what is around it. */
function readUnified(
	method: string,
	path: string,
	body: () => Template | undefined,
): Call | Unclear {
	if (method === 'GET' && path === '/account/info') return { kind: 'account' };
	if (method === 'GET' && path === '/account/active_tasks') return { kind: 'activeTasks' };
	const taskId = idIn(ONE_TASK, path);
	if (taskId !== undefined && (method === 'GET' || method === 'DELETE')) {
		return { kind: method === 'GET' ? 'get' : 'cancel', taskId: asParameter(taskId) };
	}
	const kind = path === TASK ? 'create' : isBodyPath(path) ? KINDS[path] : undefined;
	if (kind === undefined || method !== 'POST') {
		return new Unclear(
			BY_HAND.get(`${method} ${path}`) ??
				`${method} ${path || 'this address'} is not a call that a PiAPI node makes`,
		);
	}
	const found = body();
	return isTemplateObject(found) ? { kind, body: found } : new Unclear(UNREADABLE);
}

const NOT_AT_START =
	"its URL contains PiAPI's address but does not start with it. Write the URL of PiAPI itself, and convert the workflow again";

/** A node that may call PiAPI at an address that only the run knows. */
function unknownCall(
	node: FileNode,
	workflow: WorkflowFile | undefined,
	namesPiApi: boolean,
): Unclear | undefined {
	if (node.type !== HTTP_REQUEST) return undefined;
	const body = bodyOf(node, workflow);
	const isTask =
		isTemplateObject(body) && ['model', 'task_type', 'input'].every((key) => key in body);
	const hasKey = headersOf(node).some(({ name }) => /^x-api-key$/i.test(name));
	const reason = madeElsewhere(node, workflow, namesPiApi || isTask, hasKey);
	return reason === undefined ? undefined : new Unclear(reason);
}

/** What a node that calls PiAPI asks for; undefined when it calls something else. */
export function readCall(node: FileNode, workflow?: WorkflowFile): Call | Unclear | undefined {
	if (!callsPiApi(node, workflow)) return unknownCall(node, workflow, false);
	if (urlOf(node, workflow).search(PIAPI) > 0) {
		return unknownCall(node, workflow, true) ?? new Unclear(NOT_AT_START);
	}
	const { method, path } = addressOf(node, workflow);
	const body = (): Template | undefined => bodyOf(node, workflow);
	const call = readFormer(method, path, body) ?? readUnified(method, path, body);
	const host = formerHostIn(urlOf(node, workflow));
	return host === undefined || call instanceof Unclear
		? call
		: {
				...call,
				notes: [
					...(call.notes ?? []),
					`It called ${host}, a former address of PiAPI. Check that your key is valid for api.piapi.ai.`,
				],
			};
}
