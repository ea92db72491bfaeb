import { code, condition, ifNode, setFields, setJson } from '../pairs/nodes';
import { node } from '../../../tools/pairs/workflows';
import { ECHO_URL } from './otherLinks';
import { after, inCode, nameOf, plainChoices, type Link, type Path } from './state';

/** The keys before the last one, the last one, and the whole path, as code. */
interface Parts {
	readonly first: string;
	readonly rest: string;
	readonly path: string;
}

const partsOf = (path: Path): Parts => ({
	first: String(path[0]),
	rest: inCode(path.slice(1), plainChoices),
	path: inCode(path, plainChoices),
});

const CODES: ReadonlyArray<(parts: Parts) => string> = [
	({ path }) =>
		`for (let i = 0; i < items.length; i++) {\n  items[i].json.link = items[i].json${path};\n}\nreturn items.map((item) => ({ json: { link: item.json.link } }));`,
	({ path }) =>
		`const found = [];\n$input.all().forEach((item) => found.push(item.json${path}));\nreturn [{ json: { found } }];`,
	({ path }) =>
		`const text = $input.all().reduce((sofar, item) => sofar + item.json${path} + ';', '');\nreturn [{ json: { text } }];`,
	({ path }) =>
		`const one = $input.all().find((item) => item.json${path} !== undefined);\nreturn [{ json: { is: Boolean(one), link: one?.json${path} } }];`,
	({ path }) =>
		`const copy = JSON.parse(JSON.stringify($input.first().json));\nreturn [{ json: { link: copy${path} } }];`,
	({ path }) =>
		`// $json${path} is the link\nconst note = 'read $json${path.replaceAll("'", '')} here';\nreturn [{ json: { note, link: $input.first().json${path} } }];`,
	({ first, rest }) =>
		`const key = '${first}';\nreturn [{ json: { link: $input.first().json[key]${rest} } }];`,
	({ first, rest }) =>
		`const ${first} = { own: 1 };\nconst answer = $input.first().json.${first};\nreturn [{ json: { own: ${first}.own, link: answer${rest} } }];`,
	({ first, rest }) =>
		`let part;\n({ ${first}: part } = $input.first().json);\nreturn [{ json: { link: part${rest} } }];`,
	({ path }) =>
		`const get = (object, keys) => keys.reduce((at, key) => at?.[key], object);\nreturn [{ json: { same: get($input.first().json, ['code']) ?? 'none', link: $input.first().json${path} } }];`,
	({ path }) =>
		`const [{ json }] = items;\nconst json2 = { ...json };\nreturn [{ json: { link: json2${path} } }];`,
	({ first, path }) =>
		`return $input.all().map((item) => {\n  const link = item.json${path};\n  delete item.json.${first};\n  return { json: { ...{ link }, left: typeof item.json.${first} } };\n});`,
	({ path }) =>
		`try {\n  const link = $input.first().json${path};\n  return [{ json: { link } }];\n} catch (error) {\n  return [{ json: { link: 'none' } }];\n}`,
	({ path }) =>
		`const sorted = [...$input.all()].sort((a, b) => (a.json${path} < b.json${path} ? 1 : -1));\nreturn [{ json: { count: sorted.length, link: sorted.map((one) => one.json${path}).length } }];`,
	({ path }) => `const json = $input.first().json, link = json${path};\nreturn { link };`,
];

const EXPRESSIONS: ReadonlyArray<(parts: Parts) => string> = [
	({ path }) => `{{ $json${path}.split('/').pop().length > 0 }}`,
	({ path }) => `{{ $json${path} ?? 'none' }}`,
	({ path }) => `{{ $json${path} ? $json${path} : 'none' }}`,
	({ path }) => `{{ [$json${path}, 'more'].join(' and ') }}`,
	({ path }) => `{{ \`link: \${$json${path}}\` }}`,
	({ path }) => `{{ $json${path}.toString().length === \`\${$json${path}}\`.length }}`,
	({ first, rest }) => `{{ $json['${first}']${rest} }} and {{ $json["${first}"]${rest} }}`,
	({ first, rest }) => `{{ $json['${first.slice(0, 2)}' + '${first.slice(2)}']${rest} }}`,
	({ first, rest }) => `{{ ((answer) => answer.${first}${rest})($json) }}`,
	({ path }) => `{{ $input.first().json${path} }} {{ $input.last().json${path} }}`,
	({ path }) => `{{ $input.all().map((item) => item.json${path}).join() }}`,
	({ path }) => `{{ $items()[0].json${path} }}`,
	({ path }) =>
		`{{ $('Ideas').first().json.title }} $json${path.replaceAll('"', '')} {{ $json${path} }}`,
	({ path }) => `{{ $if($json${path}, 'there', 'not there') }}`,
	({ path }) => `{{ $json.code === 200 && $json.message === 'success' }} {{ $json${path} }}`,
];

const oddPath = (paths: Readonly<Record<string, Path>>, wanted: string): Path | undefined =>
	paths[wanted] ?? Object.values(paths)[0];

/** Code in less usual ways. */
const oddCode: Link = (state, choices) => {
	const path = oddPath(state.paths, choices.of('link', 'id', 'prompt'));
	const write = choices.some(CODES);
	if (path === undefined || write === undefined || typeof path[0] !== 'string') return undefined;
	return after(state, code('Result', write(partsOf(path))));
};

/** Expressions in less usual ways. */
const oddExpression: Link = (state, choices) => {
	const path = oddPath(state.paths, choices.of('link', 'id', 'prompt'));
	const write = choices.some(EXPRESSIONS);
	if (path === undefined || write === undefined || typeof path[0] !== 'string') return undefined;
	return after(state, setFields('Result', { text: `=${write(partsOf(path))}` }));
};

/** A part of the answer as an object, of which another node reads a field. */
const partAsObject: Link = (state, choices) => {
	const path = oddPath(state.paths, choices.of('link', 'id', 'prompt'));
	const last = path?.at(-1);
	if (path === undefined || path.length < 2 || last === undefined) return undefined;
	const part = inCode(path.slice(0, -1), plainChoices);
	const tail = inCode([last], plainChoices);
	const name = nameOf(state, 'Part');
	const byJson = setJson(name, `={{ { part: $json${part} } }}`);
	const byCode = code(name, `return items.map(({ json }) => ({ json: { part: json${part} } }));`);
	const byField = setFields(name, {});
	const assignments = [{ id: 'part', name: 'part', type: 'object', value: `={{ $json${part} }}` }];
	const object = {
		...byField,
		parameters: { ...byField.parameters, assignments: { assignments } },
	};
	const made = after(state, choices.of(byJson, byCode, object));
	return after(made, setFields('Result', { link: `={{ $json.part${tail} }}` }));
};

/** A field of the new item's name, or of PiAPI's answer, that people have written themselves. */
const ownField: Link = (state, choices) => {
	const path = oddPath(state.paths, 'link');
	if (path === undefined) return undefined;
	const field = choices.of('status', 'url', 'output', 'task', 'data.extra', 'model', 'code');
	const kept = after(
		state,
		setFields(nameOf(state, 'Own'), { [field]: 'mine' }, { includeOtherFields: true }),
	);
	const link = `={{ $json${inCode(path, plainChoices)} }}`;
	return after(kept, setFields('Result', { own: `={{ $json.${field} }}`, link }));
};

/** Fields that only the old answer has, or only the new item. */
const absentField: Link = (state, choices) => {
	const field = choices.of('url', 'files', 'taskId', 'output', 'task', 'costUsd', 'text', 'status');
	const test = ifNode('Which?', condition(`={{ $json.${field} }}`, 'exists'));
	const tested = after(state, test);
	return {
		...tested,
		nodes: [
			...tested.nodes,
			setFields('Yes', { answer: 'yes' }),
			setFields('Result', { answer: 'no' }),
		],
		lines: [...tested.lines, 'Which? > Yes', 'Which?:1 > Result', 'Yes > Result'],
		at: 'Result',
	};
};

/** Sends the whole item, or a part of it, to another service. */
const sendWhole: Link = (state, choices) => {
	const path = oddPath(state.paths, 'id') ?? [];
	const part = inCode(path.slice(0, 1), plainChoices);
	const jsonBody = choices.of(
		'={{ $json }}',
		`={{ { part: $json${part} } }}`,
		'={{ JSON.stringify($json) }}',
	);
	const parameters = {
		method: 'POST',
		url: ECHO_URL,
		sendBody: true,
		specifyBody: 'json',
		jsonBody,
	};
	return after(
		state,
		node('Result', 'httpRequest', { ...parameters, options: {} }, { typeVersion: 4.2 }),
	);
};

/** Readers as people write them less often. */
export const ODD_READERS: Readonly<Record<string, Link>> = {
	oddCode,
	oddExpression,
	partAsObject,
	ownField,
	absentField,
	sendWhole,
};
