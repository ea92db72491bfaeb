import {
	array,
	assert,
	boolean,
	constant,
	constantFrom,
	dictionary,
	integer,
	letrec,
	oneof,
	property,
	record,
	string,
	tuple,
	type Arbitrary,
} from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { readCall } from '../../converter/calls/httpRequest';
import { nodeForTask } from '../../converter/nodes/parameters';
import { bodyOfHttpRequest, requestOf } from './sent';
import { create } from '../../tools/pairs/workflows';

/** The parameters of the new node; undefined when the call stays as it is. */
function parametersFor(jsonBody: string): object | undefined {
	const call = readCall(create('Create', jsonBody));
	const node = call && 'body' in call ? nodeForTask(call.body) : undefined;
	return node && 'parameters' in node ? node.parameters : undefined;
}

/** What breaks JSON text; `code` has a backslash too, which JSON text may take for an escape. */
const breaking = ['"', '\n', '\r', '\t', '\u0001', "'", '{{', '}}', '🦊', '\u2028', ' ', '$', '`'];
const textOf = (parts: readonly string[]): Arbitrary<string> =>
	array(oneof(constantFrom(...parts), string({ maxLength: 4 })), { maxLength: 6 }).map((some) =>
		some.join('').replace(/\\/g, ''),
	);
const plain = textOf(['a', 'kite', ' ']);
const odd = textOf(breaking);
const slashed = tuple(odd, constantFrom('\\', '\\n', '\\"', '\\u0041', ''), odd).map((all) =>
	all.join(''),
);

const items = record(
	{
		text: oneof(plain, odd),
		more: oneof(plain, odd, integer(), constantFrom(null, '')),
		slashed,
		number: oneof(integer({ min: 256, max: 1024 }), integer({ min: 256, max: 1024 }).map(String)),
		list: array(odd, { maxLength: 3 }),
		flag: boolean(),
		object: dictionary(string({ unit: constantFrom('a', 'b', '_'), minLength: 1 }), odd, {
			maxKeys: 3,
		}),
	},
	{ requiredKeys: ['text', 'slashed', 'number', 'list', 'flag', 'object'] },
).map((item): IDataObject => ({
	...item,
	json: JSON.stringify(item.slashed),
	jsonOfList: JSON.stringify(item.list),
}));

/** Codes between quotation marks. */
const quotedCodes = [
	'$json.text',
	'$json.more',
	"$json.more || 'none'",
	'$json.flag ? $json.text : "b"',
	"$json.text.replace(/\"/g, '')",
	String.raw`$json.text.replace(/["'\n]/g, ' ').trim()`,
	String.raw`$json.text.replace(/"/g, '\\"').replace(/\n/g, '\\n')`,
	String.raw`$json.text.replace(/\n/g, '\\n').replaceAll('"', '\\"').trim()`,
	String.raw`$json.text.replace(/"/g, '\\"').replace(/\s+/g, ' ')`,
	String.raw`$json.text.split('"').join('\\"')`,
	'JSON.stringify($json.slashed).slice(1, -1)',
	'$json.slashed.toJsonString().slice(1, -1)',
	`JSON.stringify($json.slashed).replace(/^"|"$/g, '')`,
	String.raw`$json.slashed.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t')`,
	String.raw`(JSON.stringify($json.slashed) || '""').slice(1, -1) + '\\n\\u0041'`,
	'JSON.stringify([$json.slashed]).slice(2, -2).trim()',
	String.raw`$json.text.replace(/["\r\n]+/g, (found) => found.includes('"') ? '\\"' : '\\n')`,
	'$json.number',
	'$json.list.length',
	"$json.list.join(', ')",
	'`${$json.text} of ${$json.number}`',
];

/** Codes of values by themselves, in a body of any kind. */
const valueCodes = [
	'$json.number',
	'$json.number || 5',
	'Number($json.number) + 1',
	'$json.flag',
	'JSON.stringify($json.text)',
	'JSON.stringify($json.more ?? null)',
	'JSON.stringify($json.slashed, null, 2)',
	'$json.slashed.toJsonString()',
	'$json.json',
	'$json.flag ? $json.json : \'"b"\'',
	'JSON.stringify($json.list)',
	'$json.jsonOfList',
	'JSON.stringify($json.object)',
	'JSON.stringify({ a: $json.text, b: [$json.number, { c: $json.object }] })',
	'JSON.stringify({ ...$json.object })',
];

const code = (codes: readonly string[]): Arbitrary<string> =>
	constantFrom(...codes).map((one) => `{{ ${one} }}`);

const literal = oneof(odd, slashed).map((text) => JSON.stringify(text).slice(1, -1));

const quoted = array(oneof(literal, code(quotedCodes)), { minLength: 1, maxLength: 4 }).map(
	(parts) => `"${parts.join('')}"`,
);

const { value } = letrec<{ value: string; list: string; object: string }>((tie) => ({
	value: oneof(
		{ depthSize: 'small', withCrossShrink: true },
		quoted,
		code(valueCodes),
		integer().map(String),
		constantFrom('true', 'false'),
		tie('list'),
		tie('object'),
	),
	list: array(tie('value'), { maxLength: 3 }).map((entries) => `[${entries.join(', ')}]`),
	object: dictionary(constantFrom('a', 'b', 'c.d', '"'), tie('value'), { maxKeys: 3 }).map(
		(entries) =>
			`{ ${Object.entries(entries)
				.map(([key, inner]) => `${JSON.stringify(key)}: ${inner}`)
				.join(',\n')} }`,
	),
}));

/** An empty text is not sent. What holds nothing else is not, either. */
function withoutEmpty(given: unknown): unknown {
	if (Array.isArray(given))
		return given.map((inner) => (typeof inner === 'string' ? inner : withoutEmpty(inner)));
	if (typeof given !== 'object' || given === null) return given;
	return Object.fromEntries(
		Object.entries(given)
			.map(([key, inner]) => [key, withoutEmpty(inner)] as const)
			.filter(([, inner]) => inner !== '' && JSON.stringify(inner) !== '{}'),
	);
}

interface Sent {
	readonly input?: unknown;
}

/** Compares what is sent before and after; true when there is something to compare. */
function compare(
	jsonBody: string,
	item: IDataObject,
	as: (input: unknown) => unknown,
	isRequired: (input: unknown) => boolean = () => true,
): boolean {
	const parameters = parametersFor(jsonBody);
	const before = bodyOfHttpRequest(jsonBody, item) as Sent | undefined;
	if (before === undefined || !isRequired(before.input)) return false;
	if (parameters === undefined) {
		// n8n takes two backslashes before an expression for one, which escapes what the expression returns.
		expect(jsonBody).toMatch(/\\\{\{/);
		return false;
	}
	const after = requestOf(parameters, item) as Sent;
	expect(as(after.input ?? {})).toEqual(as(before.input));
	return true;
}

describe('whatever a body and its item are, the new node sends what n8n sent', () => {
	it('by a custom task', () => {
		const fields = dictionary(constantFrom('prompt', 'width', 'x'), value, { minKeys: 1 });
		let compared = 0;
		assert(
			property(fields, items, (input, item) => {
				const rows = Object.entries(input).map(([key, written]) => `"${key}": ${written}`);
				const body = `={ "model": "new", "task_type": "make", "input": { ${rows.join(', ')} } }`;
				if (compare(body, item, withoutEmpty)) compared += 1;
			}),
			{ seed: 21, numRuns: 200 },
		);
		expect(compared).toBeGreaterThan(40);
	});

	it('by an operation', () => {
		const texts = oneof(
			quoted,
			code([
				'JSON.stringify($json.text)',
				'JSON.stringify($json.slashed)',
				'$json.json',
				'$json.slashed.toJsonString()',
			]),
		);
		const numbers = oneof(
			code(['$json.number', '$json.number || 512', 'JSON.stringify(Number($json.number))']),
			constant('512'),
		);
		let compared = 0;
		assert(
			property(texts, texts, numbers, items, (prompt, negative, width, item) => {
				const body = `={ "model": "Qubico/flux1-dev", "task_type": "txt2img", "input": { "prompt": ${prompt}, "negative_prompt": ${negative}, "width": ${width} } }`;
				// A field of text sends no blanks alone, and ends of a code such as an aspect ratio are cut off.
				const as = (input: unknown): unknown => {
					const { prompt: text = '', negative_prompt: other = '', ...rest } = input as IDataObject;
					return { text: String(text).trim() && text, other: String(other).trim() && other, rest };
				};
				// Without a prompt the operation creates nothing.
				const hasPrompt = (input: unknown) => String((input as IDataObject).prompt).trim() !== '';
				if (compare(body, item, as, hasPrompt)) compared += 1;
			}),
			{ seed: 21, numRuns: 200 },
		);
		expect(compared).toBeGreaterThan(40);
	});
});
