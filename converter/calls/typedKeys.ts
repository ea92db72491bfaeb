import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { isTemplateObject, withTexts, type TemplateObject } from './bodyTemplate';
import { givenIn, keysInFields, type Sent, type TypedKey } from './givenFields';
import { bodyOf, headersOf, readCall } from './httpRequest';
import { namedIn, programsOf } from './named';
import { otherCallers } from './otherCallers';
import { isKey } from './placeholders';
import { templateOf } from './template';
import { pairsIn, textsIn } from './texts';
import { isKeyName, keysAmong, ofCode, writtenIn } from './written';
import { isRecord, textOf } from '../json';

interface Row {
	readonly name: string;
	readonly value: unknown;
}

const rowsIn = (...groups: unknown[]): Row[] =>
	groups
		.flatMap((group) => (isRecord(group) ? Object.values(group).flat() : []))
		.filter(isRecord)
		.map(({ name, value }) => ({ name: String(name), value }));

/** The query parameters of an HTTP Request node, in whatever version it is. */
const queryOf = ({ parameters }: FileNode): Row[] =>
	rowsIn(parameters.queryParameters, parameters.queryParametersUi);

/** What a parameter of JSON sends for a key. */
function ofJson(value: unknown): Sent {
	const text = textOf(value);
	const json = templateOf(text);
	if (isTemplateObject(json)) return ofBody(json);
	const typed = pairsIn(text).flatMap(([name, typed]) => (isKeyName(name) ? [typed] : []));
	return { texts: typed, fields: [], wholes: writtenIn(text).fields };
}

/** What a body sends in fields with the name of a key. */
function ofBody(body: TemplateObject): Sent {
	const all = [...textsIn(withTexts(body))].map(([path, text]) => ({
		isKey: isKeyName(path.at(-1) ?? ''),
		...writtenIn(text),
	}));
	const named = all.filter((one) => one.isKey);
	return {
		texts: named.flatMap(({ texts }) => texts),
		fields: named.flatMap(({ fields }) => fields),
		wholes: all.flatMap(({ fields }) => fields),
	};
}

/** What a URL has for a key. */
function ofUrl(url: string): Sent {
	const sent = [...url.matchAll(/[?&]([\w-]+)=(\{\{.*?\}\}|[^&{}\s]+)/g)]
		.filter(([, name = '']) => isKeyName(name))
		.map(([, , value = '']) => writtenIn(`=${value}`));
	return {
		texts: sent.flatMap(({ texts }) => texts),
		fields: sent.flatMap(({ fields }) => fields),
	};
}

/** The keys in a body, without those in what its expressions read. */
export const keysInBody = (body: TemplateObject): string[] => keysAmong(ofBody(body).texts);

/** What a call sends where a key may be, and the place. */
function sentBy(node: FileNode, workflow: WorkflowFile): Array<readonly [place: string, Sent]> {
	const { parameters } = node;
	const ofRows = (kind: string, rows: readonly Row[]) =>
		rows
			.filter(({ name }) => isKeyName(name))
			.map(({ name, value }) => [`${kind} ${name}`, writtenIn(value)] as const);
	const headers = parameters.jsonHeaders ?? parameters.headerParametersJson;
	const isRead = isTemplateObject(templateOf(textOf(headers)));
	const body = bodyOf(node, workflow);
	return [
		...ofRows('header', headersOf(node)),
		...(isRead ? [] : [['headers', ofJson(headers)] as const]),
		...ofRows('query parameter', queryOf(node)),
		['URL', ofUrl(textOf(parameters.url))],
		['query parameters', ofJson(parameters.jsonQuery ?? parameters.queryParametersJson)],
		[
			'body',
			isTemplateObject(body)
				? ofBody(body)
				: ofJson(parameters.jsonBody ?? parameters.bodyParametersJson ?? parameters.body),
		],
	];
}

/** The keys that code of a node that calls PiAPI gives to something with the name of a key. */
const keysInCode = (node: FileNode): TypedKey[] =>
	programsOf(node)
		.flatMap((program) => [...namedIn(program)])
		.filter(([name]) => isKeyName(name))
		.flatMap(([, value]) =>
			keysAmong(['Literal', 'TemplateLiteral'].includes(value.type) ? ofCode(value).texts : []),
		)
		.map((key) => ({ node: node.name, place: 'its code', key }));

/** The keys in the form of the first HTTP tool, and in a command. */
function keysInParameters({ name, parameters }: FileNode): TypedKey[] {
	const { command, parametersHeaders, parametersQuery } = parameters;
	const ofRows = rowsIn(parametersHeaders, parametersQuery)
		.filter((row) => isKeyName(row.name))
		.flatMap(({ value }) => keysAmong(writtenIn(value).texts));
	const ofCommand = [...textOf(command).matchAll(/x-api-key\s*:\s*([^\s"'\\]+)/gi)]
		.map(([, key = '']) => key)
		.filter(isKey);
	return [...ofRows, ...ofCommand].map((key) => ({ node: name, place: 'its parameters', key }));
}

/** Every key that somebody typed for a call to PiAPI. */
export function typedKeys(workflow: WorkflowFile): TypedKey[] {
	const given = givenIn(workflow);
	const others = new Set(otherCallers(workflow).map(({ node }) => node));
	return workflow.nodes
		.filter((node) => others.has(node.name) || readCall(node, workflow) !== undefined)
		.flatMap((node) => {
			const sent = sentBy(node, workflow).flatMap(([place, one]) => [
				...keysAmong(one.texts).map((key) => ({ node: node.name, place, key })),
				...keysInFields(one, given),
			]);
			return [...sent, ...keysInCode(node), ...keysInParameters(node)];
		});
}
