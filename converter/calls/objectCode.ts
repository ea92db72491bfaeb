import ts from 'typescript';

import { Expression, type Template } from './template';

const nameOf = (name: ts.PropertyName): string | undefined =>
	ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name)
		? name.text
		: undefined;

/** Thrown inside this file: the code is more than an object written out. */
class Dynamic extends Error {}

function objectOf(node: ts.ObjectLiteralExpression): Template {
	return Object.fromEntries(
		node.properties.map((property): [string, Template] => {
			const name = property.name === undefined ? undefined : nameOf(property.name);
			if (name === undefined || !ts.isPropertyAssignment(property)) throw new Dynamic();
			return [name, valueOf(property.initializer)];
		}),
	);
}

function valueOf(node: ts.Expression): Template {
	if (ts.isParenthesizedExpression(node)) return valueOf(node.expression);
	if (ts.isObjectLiteralExpression(node)) return objectOf(node);
	if (ts.isArrayLiteralExpression(node)) return node.elements.map(valueOf);
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isNumericLiteral(node)) return Number(node.text);
	switch (node.kind) {
		case ts.SyntaxKind.TrueKeyword:
			return true;
		case ts.SyntaxKind.FalseKeyword:
			return false;
		case ts.SyntaxKind.NullKeyword:
			return null;
		default:
			return new Expression(`={{ ${node.getText()} }}`);
	}
}

const isStringify = (node: ts.Expression): node is ts.CallExpression =>
	ts.isCallExpression(node) && node.expression.getText() === 'JSON.stringify';

/** The object that code writes out, JSON.stringify around it or not; undefined when it is anything else. */
export function codeOfObject(code: string): Template | undefined {
	const source = ts.createSourceFile('expression.ts', `(${code})`, ts.ScriptTarget.Latest, true);
	const [statement] = source.statements;
	if (source.statements.length !== 1 || !statement || !ts.isExpressionStatement(statement)) {
		return undefined;
	}
	let node = statement.expression;
	while (ts.isParenthesizedExpression(node)) node = node.expression;
	const [argument] = isStringify(node) ? node.arguments : [node];
	if (argument === undefined || !ts.isObjectLiteralExpression(argument)) return undefined;
	try {
		return objectOf(argument);
	} catch (error) {
		if (error instanceof Dynamic) return undefined;
		throw error;
	}
}
