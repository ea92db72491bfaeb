import { node } from '../../../tools/pairs/workflows';
import { code, condition, filter, ifNode, setFields, setJson } from '../pairs/nodes';
import {
	after,
	dotted,
	inCode,
	isPlain,
	nameOf,
	valuesIn,
	type Choices,
	type Link,
	type State,
	type Value,
} from './state';

/** Fields with the names of the values, each read from where it is. */
export const fieldsOf = (state: State, choices: Choices, base: string): Record<string, string> =>
	Object.fromEntries(
		valuesIn(state).map((value) => [value, `${base}${inCode(state.paths[value] ?? [], choices)}`]),
	);

const asExpressions = (fields: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, `={{ ${text} }}`]));

/** The values under their own names. */
const renamed = (state: State): Pick<State, 'paths' | 'list'> => ({
	paths: Object.fromEntries(valuesIn(state).map((value): [Value, string[]] => [value, [value]])),
	list: undefined,
});

const handOn: Link = (state, choices) =>
	after(
		state,
		code(
			nameOf(state, 'Return items'),
			choices.of(
				'return $input.all();',
				'return items;',
				'const all = $input.all();\nreturn all.slice(0);',
				'return $input.all().map((item) => ({ json: { ...item.json, extra: 1 } }));',
				'for (const item of $input.all()) {\n  item.json.extra = 1;\n}\nreturn $input.all();',
				'return $input.all().map((item) => item.json);',
			),
		),
	);

const handOnEach: Link = (state, choices) =>
	after(
		state,
		code(
			nameOf(state, 'Return each'),
			choices.of(
				'return $input.item;',
				'return { json: { ...$json, extra: 1 } };',
				'$input.item.json.extra = 1;\nreturn $input.item;',
				'return item;',
			),
			'runOnceForEachItem',
		),
	);

const literal = (fields: Readonly<Record<string, string>>): string =>
	`{ ${Object.entries(fields)
		.map(([name, text]) => `${name}: ${text}`)
		.join(', ')} }`;

const pickByCode: Link = (state, choices) => {
	const style = choices.of('item', 'json', 'answer', 'push');
	const base = { item: 'item.json', json: 'json', answer: 'answer', push: 'one.json' }[style];
	const fields = literal(fieldsOf(state, choices, base));
	const jsCode = {
		item: `return $input.all().map((item) => ({ json: ${fields} }));`,
		json: `return items.map(({ json }) => ({ json: ${fields} }));`,
		answer: `return $input.all().map((item) => {\n  const answer = item.json;\n  return { json: ${fields} };\n});`,
		push: `const found = [];\nfor (const one of $input.all()) {\n  found.push({ json: ${fields} });\n}\nreturn found;`,
	}[style];
	return after(state, code(nameOf(state, 'Pick'), jsCode), renamed(state));
};

const pickBySet: Link = (state, choices) => {
	const base = choices.of('$json', '$input.item.json', `$('${plainName(state)}').item.json`);
	const fields = asExpressions(fieldsOf(state, choices, base));
	return after(state, setFields(nameOf(state, 'Only fields'), fields), renamed(state));
};

/** The name of the node without its output. */
export const plainName = ({ at }: State): string => at.split(':')[0] ?? at;

const keepAll: Link = (state) =>
	after(
		state,
		setFields(nameOf(state, 'Keep all'), { extra: 'more' }, { includeOtherFields: true }),
	);

const keepSome: Link = (state) => {
	const tops = [...new Set(valuesIn(state).map((value) => String(state.paths[value]?.[0])))];
	return after(
		state,
		setFields(
			nameOf(state, 'Keep some'),
			{ extra: 'more' },
			{
				includeOtherFields: true,
				include: 'selected',
				includeFields: tops.join(', '),
			},
		),
	);
};

const rawJson: Link = (state, choices) => {
	const fields = fieldsOf(state, choices, '$json');
	const [text, isWhole] = choices.of<[string, boolean]>(
		[`={{ ${literal(fields)} }}`, false],
		['={{ { ...$json, extra: 1 } }}', true],
		['={{ $json }}', true],
		[
			`={ ${Object.entries(fields)
				.map(([name, value]) => `"${name}": "{{ ${value} }}"`)
				.join(', ')} }`,
			false,
		],
	);
	return after(state, setJson(nameOf(state, 'JSON'), text), isWhole ? {} : renamed(state));
};

const someValue = (state: State, choices: Choices): string | undefined => {
	const value = choices.some(valuesIn(state));
	return value && `={{ $json${inCode(state.paths[value] ?? [], choices)} }}`;
};

const onlyFull: Link = (state, choices) => {
	const value = someValue(state, choices);
	return value === undefined
		? undefined
		: after(state, filter(nameOf(state, 'Filter'), condition(value, 'notEmpty')));
};

const ifFull: Link = (state, choices) => {
	const value = someValue(state, choices);
	if (value === undefined) return undefined;
	const name = nameOf(state, 'IF');
	const isNegated = choices.yes();
	const test = ifNode(name, condition(value, isNegated ? 'empty' : 'notEmpty'));
	return after(state, test, { at: isNegated ? `${name}:1` : name });
};

const switchFull: Link = (state, choices) => {
	const value = someValue(state, choices);
	const name = nameOf(state, 'Switch');
	const rules = {
		values: [
			{ conditions: condition(value, 'equals', 'nothing like it') },
			{ conditions: condition(value, 'notEmpty') },
		],
	};
	return value === undefined
		? undefined
		: after(state, node(name, 'switch', { rules, options: {} }, { typeVersion: 3.2 }), {
				at: `${name}:1`,
			});
};

const sort: Link = (state, choices) => {
	const value = choices.some(valuesIn(state).filter((one) => one === 'prompt' || one === 'title'));
	const path = value === undefined ? undefined : state.paths[value];
	if (!isPlain(path)) return undefined;
	const fieldName = `${choices.of('', '=')}${dotted(path)}`;
	const order = choices.of('ascending', 'descending');
	const byField = {
		sortFieldsUi: { sortField: [{ fieldName, order }] },
		options: {},
	};
	const text = `json${inCode(path, choices)}`;
	const byCode = { type: 'code', code: `return a.${text} < b.${text} ? -1 : 1;` };
	return after(
		state,
		node(nameOf(state, 'Sort'), 'sort', choices.of<object>(byField, byCode) as never),
		{
			isEach: false,
		},
	);
};

const limit: Link = (state, choices) =>
	after(
		state,
		node(nameOf(state, 'Limit'), 'limit', {
			maxItems: choices.of(1, 2),
			keep: choices.of('firstItems', 'lastItems'),
		}),
		{ isEach: false },
	);

const noDoubles: Link = (state, choices) => {
	const value = choices.some(valuesIn(state));
	const path = value === undefined ? undefined : state.paths[value];
	if (!isPlain(path)) return undefined;
	const parameters = {
		compare: 'selectedFields',
		fieldsToCompare: `${choices.of('', '=')}${dotted(path)}`,
		options: {},
	};
	return after(
		state,
		node(nameOf(state, 'No doubles'), 'removeDuplicates', parameters, { typeVersion: 1.1 }),
		{ isEach: false },
	);
};

const nothing: Link = (state) => after(state, node(nameOf(state, 'Nothing'), 'noOp', {}));

/** Nodes that hand items on, or make one item of each. */
export const ITEM_LINKS: Readonly<Record<string, Link>> = {
	handOn,
	handOnEach,
	pickByCode,
	pickBySet,
	keepAll,
	keepSome,
	rawJson,
	onlyFull,
	ifFull,
	switchFull,
	sort,
	limit,
	noDoubles,
	nothing,
};
