import type { FileNode } from '../../../converter/workflow/workflowFile';
import { node } from '../../../tools/pairs/workflows';
import { code, condition, ifNode, setFields } from '../pairs/nodes';
import { fieldsOf } from './itemLinks';
import { callWith } from './otherLinks';
import { after, inCode, valuesIn, type Link, type Value } from './state';

const literal = (fields: Readonly<Record<string, string>>): string =>
	`{ ${Object.entries(fields)
		.map(([name, text]) => `${name}: ${text}`)
		.join(', ')} }`;

const inSet: Link = (state, choices) => {
	const base = choices.of('$json', '$json', '$input.item.json');
	const isText = choices.yes();
	const fields = Object.entries(fieldsOf(state, choices, base)).map(([name, text]) => [
		name,
		isText ? `=${name}: {{ ${text} }}.` : `={{ ${text} }}`,
	]);
	return after(state, setFields('Result', Object.fromEntries(fields) as Record<string, string>));
};

const CODE_READERS: ReadonlyArray<(fields: (base: string) => string) => string> = [
	(fields) => `return [{ json: ${fields('$input.first().json')} }];`,
	(fields) => `return [{ json: ${fields('$input.last().json')} }];`,
	(fields) => `return [{ json: ${fields('items[0].json')} }];`,
	(fields) => `const [one] = $input.all();\nreturn [{ json: ${fields('one.json')} }];`,
	(fields) =>
		`const answers = $input.all().map((item) => item.json);\nreturn answers.map((answer) => ({ json: ${fields('answer')} }));`,
	(fields) => `return $input.all().map(({ json }) => ({ json: ${fields('json')} }));`,
	(fields) => `const { json: answer } = $input.first();\nreturn { json: ${fields('answer')} };`,
	(fields) =>
		`const rows = [];\nfor (const { json: answer } of items) {\n  const row = ${fields('answer')};\n  rows.push(row);\n}\nreturn rows.map((json) => ({ json }));`,
	(fields) =>
		`const read = (answer) => (${fields('answer')});\nreturn $input.all().map((item) => ({ json: read(item.json) }));`,
	(fields) =>
		`function read(item) {\n  const answer = item.json || {};\n  return ${fields('answer')};\n}\nreturn items.map((item) => ({ json: read(item) }));`,
	(fields) =>
		`const input = $input;\nconst list = input.all();\nlet answer;\nanswer = list[0].json;\nreturn [{ json: ${fields('answer')} }];`,
];

const inCodeForAll: Link = (state, choices) => {
	const [first, ...others] = CODE_READERS;
	if (first === undefined) return undefined;
	const write = choices.of(first, ...others);
	const jsCode = write((base) => literal(fieldsOf(state, choices, base)));
	return after(state, code('Result', jsCode));
};

const inCodeForEach: Link = (state, choices) => {
	const base = choices.of('$json', '$input.item.json', 'item.json', 'answer');
	const fields = literal(fieldsOf(state, choices, base));
	const alias = base === 'answer' ? 'const answer = $json;\n' : '';
	return after(state, code('Result', `${alias}return { json: ${fields} };`, 'runOnceForEachItem'));
};

/** Takes the first key of the path apart from the rest: `const { data } = $json`. */
const inDestructuring: Link = (state, choices) => {
	const value = choices.some(valuesIn(state));
	const [first, second, ...rest] = (value && state.paths[value]) ?? [];
	if (typeof first !== 'string' || typeof second !== 'string') return undefined;
	const tail = inCode(rest, choices);
	const whole = inCode([second, ...rest], choices);
	const jsCode = choices.of(
		`const { ${first} } = $input.first().json;\nreturn [{ json: { read: ${first}${whole} } }];`,
		`const { ${first}: { ${second} } } = $input.first().json;\nreturn [{ json: { read: ${second}${tail} } }];`,
		`const { ${first}: part = {} } = items[0].json;\nreturn [{ json: { read: part${whole} } }];`,
		`return $input.all().map(({ json: { ${first} } }) => ({ json: { read: ${first}${whole} } }));`,
		`const part = $input.first().json.${first};\nconst { ${second}: read, ...others } = part;\nreturn [{ json: { read: read${tail}, type: typeof others } }];`,
	);
	return after(state, code('Result', jsCode));
};

/** A part of the value that is the same in every run. */
const CONTAINED: Readonly<Record<Value, string>> = {
	link: '/results/',
	id: '-',
	prompt: 'a',
	status: 'complete',
	title: 'o',
};

const inIf: Link = (state, choices) => {
	const value = choices.some(valuesIn(state));
	if (value === undefined) return undefined;
	const left = `={{ $json${inCode(state.paths[value] ?? [], choices)} }}`;
	const test = choices.of(
		condition(left, 'contains', CONTAINED[value]),
		condition(left, 'notEmpty'),
		condition(left, 'exists'),
		condition(left, 'equals', 'completed'),
	);
	const tested = after(state, ifNode('Which?', test));
	const results: FileNode[] = [
		setFields('Yes', { answer: 'yes' }),
		setFields('No', { answer: 'no' }),
		setFields('Result', { answer: '={{ $json.answer }}' }),
	];
	return {
		...tested,
		nodes: [...tested.nodes, ...results],
		lines: [...tested.lines, 'Which? > Yes', 'Which?:1 > No', 'Yes > Result', 'No > Result'],
		at: 'Result',
	};
};

const inCall: Link = (state, choices) => {
	const parameters = callWith(fieldsOf(state, choices, '$json'), choices);
	return after(
		state,
		node('Result', 'httpRequest', parameters as FileNode['parameters'], { typeVersion: 4.2 }),
	);
};

/** By the name of the node that asked PiAPI, wherever it is. */
const byName: Link = (state, choices) => {
	const [name, paths] = choices.some(Object.entries(state.named)) ?? ['', {}];
	const base = choices.of(
		`$('${name}').item.json`,
		`$('${name}').first().json`,
		`$("${name}").last().json`,
		`$('${name}').all()[0].json`,
		`$node["${name}"].json`,
		`$items("${name}")[0].json`,
		`$('${name}').itemMatching(0).json`,
	);
	const fields = Object.entries(fieldsOf({ ...state, paths }, choices, base));
	if (choices.yes()) {
		const expressions = fields.map(([field, text]) => [field, `={{ ${text} }}`]);
		return after(
			state,
			setFields('Result', Object.fromEntries(expressions) as Record<string, string>),
		);
	}
	if (base.includes('.item.') || base.includes('Matching')) return undefined;
	return after(state, code('Result', `return [{ json: ${literal(Object.fromEntries(fields))} }];`));
};

/** Code that keeps items of the named node under names of its own. */
const byAlias: Link = (state, choices) => {
	const [name, paths] = choices.some(Object.entries(state.named)) ?? ['', {}];
	const read = (base: string): string => literal(fieldsOf({ ...state, paths }, choices, base));
	const jsCode = choices.of(
		() =>
			`const checked = $('${name}').all();\nreturn checked.map((one) => ({ json: ${read('one.json')} }));`,
		() => `const checked = $('${name}').first();\nreturn [{ json: ${read('checked.json')} }];`,
		() => `const { json } = $('${name}').last();\nreturn [{ json: ${read('json')} }];`,
		() =>
			`const source = $('${name}');\nconst [one] = source.all();\nreturn [{ json: ${read('one.json')} }];`,
		() =>
			`const idea = $('Ideas').first();\nconst answer = $('${name}').all()[0].json;\nreturn [{ json: { title: idea.json.title, read: ${read('answer')} } }];`,
	)();
	return after(state, code('Result', jsCode));
};

const whole: Link = (state, choices) =>
	after(
		state,
		choices.of(
			setFields('Result', { all: '={{ JSON.stringify($json) }}' }),
			setFields('Result', { all: '={{ $json.toJsonString() }}' }),
			setFields('Result', { keys: '={{ Object.keys($json).join() }}' }),
			setFields('Result', { code: '={{ Object.values($json).length }}' }),
			code('Result', 'return [{ json: { all: $input.all().map((item) => item.json) } }];'),
			code(
				'Result',
				"const text = JSON.stringify($input.first().json);\nreturn [{ json: { found: text.includes('success') } }];",
			),
		),
	);

/** What gets the task's answer at the end; each of them is called "Result". */
export const READERS: Readonly<Record<string, Link>> = {
	inSet,
	inCodeForAll,
	inCodeForEach,
	inDestructuring,
	inIf,
	inCall,
	byName,
	byAlias,
	whole,
};
