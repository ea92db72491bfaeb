import type { Expression as Code } from 'acorn';

import { Graph } from '../workflow/graph';
import type { FileNode, WorkflowFile } from '../workflow/workflowFile';
import { passesItems } from '../workflow/passing';
import { nameIn } from '../code/nodeName';
import { parsedCode, sourceOf, type Parsed } from '../code/syntax';
import { piecesOf, type Piece } from '../code/pieces';
import { keepsField, setFieldsOf } from './setNode';
import { MERGE, SET } from '../workflow/nodeTypes';

/** The one value of a list that has no other; undefined when it has none or several. */
function agreed(values: ReadonlyArray<string | undefined>): string | undefined {
	const [first] = values;
	return values.every((value) => value === first) ? first : undefined;
}

/** Finds fields that Set nodes write as fixed text. */
class FixedFields {
	private readonly graph: Graph;

	constructor(workflow: WorkflowFile) {
		this.graph = Graph.of(workflow);
	}

	/** The text of a field in the items that come into a node. */
	into(name: string, field: string, seen: readonly string[] = []): string | undefined {
		const sources = this.graph.into(name).map(({ from }) => from);
		const others = [...new Set(sources)].filter((from) => !seen.includes(from));
		return agreed(others.map((from) => this.outOf(from, field, seen)));
	}

	/** The text of a field in the items that a node gives. */
	outOf(name: string, field: string, seen: readonly string[] = []): string | undefined {
		const node = this.graph.node(name);
		if (node === undefined) return undefined;
		if (passesItems(node) || node.type === MERGE) return this.into(name, field, [...seen, name]);
		if (node.type !== SET) return undefined;
		if (keepsField(node, field)) return this.into(name, field, [...seen, name]);
		const value = setFieldsOf(node).find((one) => one.name === field)?.value;
		return typeof value === 'string' && !value.startsWith('=') ? value : undefined;
	}
}

const OWN = /^(?:\$json|\$input\.(?:item|first\(\)|last\(\))\.json)$/;
const NAMED =
	/^(?:\$\(\s*(["'`])(?<a>.+)\1\s*\)\.(?:item|first\(\)|last\(\))|\$node\[\s*(["'])(?<b>.+)\3\s*\]|\$items\(\s*(["'])(?<c>.+)\5\s*\)\[0\])\.json$/;

interface Read {
	/** The node that is named, if one is. */
	readonly node?: string;
	readonly field: string;
}

/** The field that code reads; undefined when it does anything else. */
function readIn(parsed: Parsed, code: Code): Read | undefined {
	const names: string[] = [];
	for (let at: Code = code; at.type === 'MemberExpression' && at.object.type !== 'Super';) {
		const { property, computed, object } = at;
		const name =
			property.type === 'Identifier' && !computed
				? property.name
				: property.type === 'Literal'
					? String(property.value)
					: undefined;
		if (name === undefined) return undefined;
		names.unshift(name);
		const root = sourceOf(parsed, object);
		const { a, b, c } = NAMED.exec(root)?.groups ?? {};
		const node = a ?? b ?? c;
		if (node !== undefined) return { node: nameIn(node), field: names.join('.') };
		if (OWN.test(root)) return { field: names.join('.') };
		at = object;
	}
	return undefined;
}

type Lookup = (read: Read) => string | undefined;

/** The pieces of a text that code puts together. */
function piecesIn(parsed: Parsed, code: Code, lookup: Lookup): Piece[] {
	const inner = (one: Code): Piece[] => piecesIn(parsed, one, lookup);
	if (code.type === 'Literal' && typeof code.value === 'string') {
		return [{ code: false, text: code.value }];
	}
	if (
		code.type === 'BinaryExpression' &&
		code.operator === '+' &&
		code.left.type !== 'PrivateIdentifier'
	) {
		return [...inner(code.left), ...inner(code.right)];
	}
	if (code.type === 'TemplateLiteral') {
		return code.quasis.flatMap(({ value }, index) => {
			const expression = code.expressions[index];
			return [{ code: false, text: value.cooked ?? '' }, ...(expression ? inner(expression) : [])];
		});
	}
	const read = readIn(parsed, code);
	const text = read && lookup(read);
	return text === undefined
		? [{ code: true, text: sourceOf(parsed, code) }]
		: [{ code: false, text }];
}

/** The pieces of a node's URL, with the fields of Set nodes that have one fixed text. */
function piecesOfUrl({ name, parameters }: FileNode, workflow: WorkflowFile | undefined): Piece[] {
	const { url } = parameters;
	const given = typeof url === 'string' ? url : '';
	if (!given.startsWith('=')) return [{ code: false, text: given }];
	const fixed = workflow && new FixedFields(workflow);
	const lookup: Lookup = ({ node, field }) =>
		node === undefined ? fixed?.into(name, field) : fixed?.outOf(node, field);
	return piecesOf(given.slice(1)).flatMap((piece) => {
		const parsed = piece.code ? parsedCode(piece.text) : undefined;
		return parsed === undefined ? [piece] : piecesIn(parsed, parsed.code, lookup);
	});
}

/** The URL that a node calls, with `{{ … }}` for each part that only the run knows. */
export const urlOf = (node: FileNode, workflow?: WorkflowFile): string =>
	piecesOfUrl(node, workflow)
		.map(({ code, text }) => (code ? `{{ ${text} }}` : text))
		.join('')
		.trim();

const TASK = /\/api\/v1\/task(?:[/?]|$)/;
/** Other services have such paths too. */
const OF_PIAPI = /^\/(?:task|account\/(?:info|active_tasks)|api\/ephemeral_resource)(?:[/?]|$)/;

/** Why a call to a task of PiAPI is not known as one: the host of its URL is made elsewhere. */
export function madeElsewhere(
	node: FileNode,
	workflow: WorkflowFile | undefined,
	isOfPiApi: boolean,
	hasKey: boolean,
): string | undefined {
	const [first, ...more] = piecesOfUrl(node, workflow).filter(({ text }) => text.trim() !== '');
	if (first?.code !== true) return undefined;
	const path = more.map(({ code, text }) => (code ? '…' : text)).join('');
	const isNamed = /\$(?:env|vars)\b.*piapi/i.test(first.text);
	const isLikely = isNamed || (hasKey && OF_PIAPI.test(path));
	if (!isOfPiApi && !isLikely && !TASK.test(path)) return undefined;
	const fixed = path.startsWith('/task')
		? 'https://api.piapi.ai/api/v1'
		: path.startsWith('/')
			? 'https://api.piapi.ai'
			: 'https://api.piapi.ai/api/v1/task';
	return `its address is made elsewhere, in {{ ${first.text} }}. If it calls PiAPI, write ${fixed} there in URL, and convert the workflow again`;
}
