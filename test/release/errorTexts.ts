import ts from 'typescript';

/** What stands for a part that differs from one error to the next. */
const GAP = '…';

/** Without what varies at either end, so that the same text is equal wherever it is put together. */
export const core = (text: string): string =>
	text
		.replace(/\s+/g, ' ')
		.replace(/^(?:…\s*)+/, '')
		.replace(/(?:\s*…)+$/, '')
		.trim();

/** The text of a literal, with a gap for each expression in it. */
function textOf(node: ts.Node): string | undefined {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	return node.templateSpans.reduce(
		(text, { literal }) => text + GAP + literal.text,
		node.head.text,
	);
}

function* within(node: ts.Node): Generator<ts.Node> {
	yield node;
	for (const child of node.getChildren()) yield* within(child);
}

/** The texts that an expression may give; those inside a template's gaps are none of their own. */
function textsIn(node: ts.Node): string[] {
	const text = textOf(node);
	if (text !== undefined) return [text];
	if (ts.isConditionalExpression(node)) {
		return [node.whenTrue, node.whenFalse].flatMap(textsIn);
	}
	if (ts.isBinaryExpression(node)) return [node.left, node.right].flatMap(textsIn);
	return ts.isParenthesizedExpression(node) ? textsIn(node.expression) : [];
}

const parse = (source: string): ts.SourceFile =>
	ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);

/** Every text in a source. */
export const allTexts = (source: string): string[] =>
	[...within(parse(source))].flatMap((node) => textOf(node) ?? []).map(core);

const nameOf = (property: ts.ObjectLiteralElementLike): string => property.name?.getText() ?? '';

/** The functions that put a field's label, or what was tried, before a text. */
const MAKERS = ['wrong', 'uploadProblem'];

/** The texts of the problems that a source can tell of: what is next to an `advice`, or goes to a maker. */
export function problemTexts(source: string): string[] {
	const texts = [...within(parse(source))].flatMap((node) => {
		if (ts.isObjectLiteralExpression(node)) {
			const isProblem = node.properties.some((property) => nameOf(property) === 'advice');
			return node.properties
				.filter((property) => isProblem && nameOf(property) === 'message')
				.flatMap((property) => (ts.isPropertyAssignment(property) ? [property.initializer] : []))
				.flatMap(textsIn);
		}
		const isMaker = ts.isCallExpression(node) && MAKERS.includes(node.expression.getText());
		const [, what] = isMaker ? node.arguments : [];
		return what === undefined ? [] : textsIn(what);
	});
	return [...new Set(texts.map(core))].filter((text) => text !== '');
}

const REASONS = ['REASONS', 'WAITED_FOR'];
/** Shorter texts are names, or stand for what varies. */
const SENTENCE = /^\S+( \S+){2}/;

/** Why the node does otherwise than was chosen: the texts in the tables of such reasons, which are whole sentences. */
export const reasonTexts = (source: string): string[] =>
	[...within(parse(source))]
		.filter(ts.isVariableDeclaration)
		.filter(({ name }) => REASONS.includes(name.getText()))
		.flatMap((table) => [...within(table)])
		.flatMap((node) => textOf(node) ?? [])
		.map(core)
		.filter((text) => SENTENCE.test(text));

/** The texts of problems whose advice is empty. */
export function problemsWithoutAdvice(source: string): string[] {
	return [...within(parse(source))].flatMap((node) => {
		if (!ts.isObjectLiteralExpression(node)) return [];
		const valueOf = (name: string): ts.Expression | undefined =>
			node.properties.filter(ts.isPropertyAssignment).find((one) => nameOf(one) === name)
				?.initializer;
		const [message, advice] = [valueOf('message'), valueOf('advice')];
		const isEmpty = advice !== undefined && textOf(advice) === '';
		return isEmpty && message !== undefined ? textsIn(message).map(core) : [];
	});
}

/** The texts in the first column of a page's tables, below these headings. */
export function quotedTexts(page: string, isWanted: (heading: string) => boolean): string[] {
	return page
		.split(/\n(?=## )/)
		.filter((section) => isWanted(/^## (.*)/.exec(section)?.[1] ?? ''))
		.flatMap((section) => [...section.matchAll(/^\| ([^|]+) \|/gm)])
		.flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)])
		.map(([, text = '']) => core(text));
}
