import { safeInJson, Expression } from '../calls/expressions';
import { safeInCode } from '../code/pieces';
import { isTemplateObject, type Template } from '../calls/bodyTemplate';

/** An expression of a body, and the text that replaces it while the node is chosen. */
export interface Leaf {
	/** As in the catalog: `camera.type`, `images[]` for an entry of a list. */
	readonly path: string;
	readonly sample: string;
	readonly expression: Expression;
	/** What a parameter gets instead of the sample, where it is not the expression's text. */
	readonly text?: string;
}

const SAMPLE = /https:\/\/example\.com\/expression-\d+-of-body/;
const sampleText = (index: number): string => `https://example.com/expression-${index}-of-body`;

/** Whether a sample is still in a value. */
export const holdsSample = (value: unknown): boolean => SAMPLE.test(JSON.stringify(value) ?? '');

/** The same value with a text instead of each expression. */
export function sampled(value: Template, path: string, leaves: Leaf[]): unknown {
	if (value instanceof Expression) {
		const sample = sampleText(leaves.length);
		leaves.push({ path, sample, expression: value });
		return sample;
	}
	if (Array.isArray(value)) return value.map((inner) => sampled(inner, `${path}[]`, leaves));
	if (!isTemplateObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			key,
			sampled(inner, path === '' ? key : `${path}.${key}`, leaves),
		]),
	);
}

const quoted = ({ sample }: Leaf): string => JSON.stringify(sample);

function filled(text: string, leaves: readonly Leaf[], fill: (leaf: Leaf) => string): string {
	return leaves.reduce((sofar, leaf) => sofar.replace(quoted(leaf), () => fill(leaf)), text);
}

/** JSON text with its expressions, or code where their values are objects of the run. */
function jsonWith(text: string, leaves: readonly Leaf[]): string {
	const codes = leaves.map(({ expression }) => expression.inCode);
	const isCode =
		leaves.some(({ expression }) => expression.source.kind === 'value') &&
		codes.every((code) => code !== undefined);
	return isCode
		? `={{ ${filled(safeInCode(text), leaves, ({ expression }) => expression.inCode ?? '')} }}`
		: `=${filled(safeInJson(text), leaves, ({ expression }) => expression.inJson)}`;
}

/** Every sample becomes its expression again, also in the JSON text of a parameter. */
export function restored(value: unknown, leaves: readonly Leaf[]): unknown {
	if (typeof value === 'string') {
		const leaf = leaves.find(({ sample }) => sample === value);
		if (leaf !== undefined) return leaf.text ?? leaf.expression.text;
		const inside = leaves.filter((one) => value.includes(quoted(one)));
		return inside.length === 0 ? value : jsonWith(value, inside);
	}
	if (Array.isArray(value)) return value.map((inner) => restored(inner, leaves));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, restored(inner, leaves)]),
	);
}

/** Notes with the expressions instead of their samples. */
export const restoredNotes = (notes: readonly string[], leaves: readonly Leaf[]): string[] =>
	notes.map((note) =>
		leaves.reduce(
			(text, { sample, expression }) => text.replace(sample, () => expression.text.slice(1)),
			note,
		),
	);
