import { Unclear } from './calls/call';
import { isTemplateObject, type TemplateObject } from './calls/bodyTemplate';
import { keysInBody } from './calls/typedKeys';
import { templateOf } from './calls/template';
import { convert } from './convert';
import { convertCommands } from './curl/convertCommands';
import { InputError } from './inputError';
import { copiedNodes, textOfNodes } from './nodes/copiedNodes';
import { labelOf } from './nodes/labels';
import { nodeForTask } from './nodes/parameters';
import { KEY_IN_TEXT, textOfReport, type Report } from './report';
import { isWorkflow, refuseTooDeep, refuseTooLarge } from './workflow/workflowFile';
import { isRecord } from './json';

/** What becomes of what somebody pasted. */
export interface Pasted {
	readonly kind: 'workflow' | 'body' | 'curl';
	/** What to paste onto n8n's canvas; empty when there is nothing to paste. */
	readonly text: string;
	readonly report: Report;
}

const ACCEPTED =
	'Paste a workflow or nodes copied in n8n, a cURL command, or a request body of POST /api/v1/task.';

const refusal = (found: string, ...advice: string[]): InputError =>
	new InputError([found, ...advice, ACCEPTED].join(' '));

function ofBody(body: TemplateObject, newId: () => string, remarks: string[] = []): Pasted {
	const node = nodeForTask(body);
	if (node instanceof Unclear) throw new InputError(`${node.reason}.`);
	const nodes = copiedNodes([node], newId);
	const name = nodes[0]?.name ?? '';
	return {
		kind: 'body',
		text: textOfNodes(nodes),
		report: {
			nodes: { before: 1, after: 1 },
			converted: [{ node: name, replaces: ['Request body'], operation: labelOf(node) }],
			untouched: [],
			keys: keysInBody(body).map(() => ({ node: name, place: 'body' })),
			check: [...remarks, ...node.notes].map((text) => ({ node: name, text })),
		},
	};
}

const BODY_KEYS = ['model', 'task_type', 'input'];
const isBody = (value: unknown): value is TemplateObject =>
	isRecord(value) && BODY_KEYS.some((key) => Object.hasOwn(value, key));

/** Why JSON is none of what can be converted. */
function refusedJson(value: unknown): InputError {
	if (Array.isArray(value)) {
		return refusal(
			'The JSON is a list. A request body must be an object with model and task_type.',
		);
	}
	if (!isRecord(value)) return refusal('The text is JSON, but only a single value.');
	if ('code' in value && 'data' in value) {
		return refusal('The JSON is an answer of PiAPI, and not a request.');
	}
	const keys = Object.keys(value).slice(0, 5);
	const found =
		keys.length === 0 ? '{}' : `an object with ${keys.map((key) => `"${key}"`).join(', ')}`;
	return refusal(`The JSON is ${found}: not a workflow of n8n, and not a request body.`);
}

/** `{{ … }}` that reads something in n8n. Braces in a prompt are not an expression. */
const EXPRESSION = /\{\{[^{}]*\$[^{}]*\}\}/;

const RUNS = 'The body contains an expression, which n8n runs. Check what it reads.';

/** JSON text of a parameter with expressions, as the editor shows it; undefined when it is anything else. */
function bodyWithExpressions(text: string): TemplateObject | undefined {
	if (!EXPRESSION.test(text)) return undefined;
	const body = templateOf(text.startsWith('=') ? text : `=${text}`);
	return isTemplateObject(body) && isBody(body) ? body : undefined;
}

const ofJson = (value: unknown, text: string, newId: () => string): Pasted => {
	if (isWorkflow(value)) return { kind: 'workflow', ...convert(text) };
	if (isBody(value)) return ofBody(value, newId);
	throw refusedJson(value);
};

function refusedText(text: string, error: unknown): InputError {
	if (text === '') return refusal('Nothing was pasted.');
	if (/^https?:\/\/\S+$/.test(text)) return refusal('The text is a link.');
	if (text.startsWith('<')) return refusal('The text is HTML.');
	return /^[{[]/.test(text)
		? refusal(`The text is not JSON: ${(error as Error).message}.`, 'Copy the whole text.')
		: refusal('The text is not JSON and not a cURL command.');
}

/**
 * Turns what somebody pasted into nodes for n8n's canvas. Throws an InputError that names what was found, when it is
 * nothing that can be converted.
 */
export function convertPasted(pasted: string, newId: () => string): Pasted {
	refuseTooLarge(pasted);
	const text = pasted.trim();
	const body = bodyWithExpressions(text);
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (error) {
		if (body !== undefined) return ofBody(body, newId, [RUNS]);
		const commands = /^[{[<]/.test(text) ? undefined : convertCommands(text, newId);
		if (commands !== undefined) return { kind: 'curl', ...commands };
		throw refusedText(text, error);
	}
	refuseTooDeep(value);
	return body === undefined || isWorkflow(value)
		? ofJson(value, pasted.replace(/^\uFEFF/, ''), newId)
		: ofBody(body, newId, [RUNS]);
}

/** The report as text for a person. */
export function tellPasted({ kind, report }: Pasted): string {
	if (kind === 'workflow') return textOfReport(report);
	const { check, untouched, keys } = report;
	return [
		...check.map(({ node, text }) => `${node}: ${text}`),
		...untouched.map(({ node, text }) => `${node} was not converted: ${text}.`),
		...(keys.length === 0 ? [] : [KEY_IN_TEXT]),
	].join('\n');
}
