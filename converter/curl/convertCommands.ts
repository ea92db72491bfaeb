import { readCall } from '../calls/httpRequest';
import { Unclear, type Call } from '../calls/call';
import { typedKeys } from '../calls/typedKeys';
import { withoutKeys } from '../calls/keys';
import { copiedNodes, textOfNodes } from '../nodes/copiedNodes';
import { labelOf } from '../nodes/labels';
import type { NewNode } from '../nodes/newNode';
import { newNodeFor } from '../nodes/nodeForCall';
import type { Remark } from '../workflow/remark';
import type { Report } from '../report';
import type { FileNode } from '../workflow/workflowFile';
import { httpNodeOf } from './httpNode';
import { requestsOf, type CurlRequest } from './requests';

interface Read {
	readonly request: CurlRequest;
	readonly node: NewNode;
	readonly call: Call;
	readonly command: string;
}

const hostOf = (url: string): string => /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1] ?? url;

/** A command, and the HTTP Request node that sends its request. */
interface Command {
	readonly command: string;
	readonly request: CurlRequest;
	readonly http: FileNode;
}

/** The node of a command, or why it has none. */
function readCommand(given: Command | Remark): Read | Remark {
	if (!('http' in given)) return given;
	const { command, request, http } = given;
	const call = readCall(http);
	if (call === undefined) {
		return { node: command, text: `it calls ${hostOf(request.url)}, which is not PiAPI` };
	}
	if (call instanceof Unclear) return { node: command, text: call.reason };
	const made = newNodeFor(call);
	return made instanceof Unclear
		? { node: command, text: made.reason }
		: { request, node: made.node, call, command };
}

const PLACEHOLDER = /[^\w-]|^(?:your[-_]?)?task[-_]?id$/i;

/** What a person should check in the node. */
function remarksOf({ request, node, call }: Read, createsTask: boolean): string[] {
	const isGet = call.kind === 'get';
	const taskId = isGet || call.kind === 'cancel' ? call.taskId : undefined;
	const isPlaceholder =
		taskId !== undefined && !taskId.includes('$') && PLACEHOLDER.test(taskId.trim());
	return [
		...node.notes,
		...request.variables.map(
			(variable) => `${variable} is a variable of the shell: replace it with its value.`,
		),
		...(isPlaceholder ? [`${taskId} is a placeholder: enter the task ID.`] : []),
		...(isGet && createsTask
			? [
					'The node that creates the task waits for the result itself. Keep this node only for tasks that were created elsewhere.',
				]
			: []),
	];
}

/** The nodes that do what the cURL commands in a text do; undefined when there is no command in it. */
export function convertCommands(
	text: string,
	newId: () => string,
): { text: string; report: Report } | undefined {
	const requests = requestsOf(text);
	if (requests.length === 0) return undefined;
	const commands = requests.map((request, index): Command | Remark => {
		const command = `Command ${index + 1}`;
		return 'reason' in request
			? { node: command, text: request.reason }
			: { command, request, http: httpNodeOf(command, request) };
	});
	const found = commands.map(readCommand);
	const read = found.flatMap((one) => ('call' in one ? [one] : []));
	const https = commands.flatMap((one) => ('http' in one ? [one.http] : []));
	const keys = typedKeys({ nodes: https, connections: {} });
	const nodes = withoutKeys(
		copiedNodes(
			read.map(({ node }) => node),
			newId,
		),
		keys,
	);
	const newName = new Map(read.map(({ command }, index) => [command, nodes[index]?.name ?? '']));
	const createsTask = read.some(({ call }) => call.kind === 'create');
	const named = read.map((one) => ({ ...one, name: newName.get(one.command) ?? '' }));
	return {
		text: textOfNodes(nodes),
		report: withoutKeys(
			{
				nodes: { before: requests.length, after: nodes.length },
				converted: named.map(({ name, node, request: { method, url } }) => ({
					node: name,
					replaces: [`${method} ${url}`],
					operation: labelOf(node),
				})),
				untouched: found.flatMap((one) => ('call' in one ? [] : [one])),
				keys: keys.map(({ node, place }) => ({ node: newName.get(node) ?? node, place })),
				check: named.flatMap((one) =>
					remarksOf(one, createsTask).map((remark) => ({ node: one.name, text: remark })),
				),
			},
			keys,
		),
	};
}
