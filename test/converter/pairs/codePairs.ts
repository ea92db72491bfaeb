import { create, node, pause, START } from '../../../tools/pairs/workflows';
import {
	code,
	ideas,
	IMAGE,
	IMAGE_URL,
	inARow,
	setFields,
	setJson,
	TASK_LINES,
	tasks,
	wired,
} from './nodes';
import { pairOf, type Pair } from '../../../tools/pairs/pair';

const forAllItems = wired(
	[
		...tasks(3),
		code(
			'Result',
			`const [first, ...others] = $input.all();
const { data: { output, input: { prompt } } } = first.json;
const last = others.at(-1)?.json;
const answers = $input.all().map((item) => item.json.data);
return [{
  json: {
    first: \`\${prompt}: \${output.image_url}\`,
    last: last?.data?.output?.image_url ?? 'none',
    id: $input.last().json.data.task_id,
    states: answers.map(({ status }) => status).join(),
    heights: answers.map((answer) => answer['input'].height),
  },
}];`,
		),
	],
	...TASK_LINES,
	'Check > Result',
);

const forEachItem = wired(
	[
		...tasks(2),
		code(
			'Row',
			`const { data } = $json;
const answer = $input.item.json;
return {
  json: { prompt: data.input.prompt, link: answer.data['output']['image_url'], state: item.json.data.status },
};`,
			'runOnceForEachItem',
		),
		setFields('Result', { text: '={{ $json.prompt }} ({{ $json.state }}): {{ $json.link }}' }),
	],
	...TASK_LINES,
	...inARow('Check', 'Row', 'Result'),
);

const oldNames = wired(
	[
		...tasks(2),
		setFields('Title', { title: "={{ $('Ideas').item.json.title }}" }),
		setFields('Result', {
			title: '={{ $json["title"] }}',
			bracket: '={{ $node["Check"].json["data"]["output"]["image_url"] }}',
			list: '={{ $items("Check")[1].json.data.output.image_url }}',
			all: "={{ $('Check').all()[1].json.data.input.prompt }}",
			first: "={{ $('Check').first().json.data.output.image_url }}",
			last: "={{ $('Check').last().json.data.task_id }}",
			matching: "={{ $('Check').itemMatching(0).json.data.output.image_url }}",
			created: "={{ $('Create').item.json.data.task_id }}",
		}),
	],
	...TASK_LINES,
	...inARow('Check', 'Title', 'Result'),
);

const aliases = wired(
	[
		...tasks(2),
		code(
			'Result',
			`const checked = $('Check').all();
const idea = $('Ideas').first();
const links = [];
for (const item of checked) {
  const answer = item.json;
  if (answer.code !== 200) continue;
  const { image_url: link } = answer.data.output;
  links.push({ link, prompt: answer.data.input.prompt });
}
return links.map((json, index) => ({ json: { ...json, title: $('Ideas').all()[index].json.title, first: idea.json.title } }));`,
		),
	],
	...TASK_LINES,
	'Check > Result',
);

const wholeItem = wired(
	[
		...tasks(2),
		setJson('Result', '={{ { link: JSON.parse($json.toJsonString()).data.output.image_url } }}'),
	],
	...TASK_LINES,
	'Check > Result',
);

const rawJson = wired(
	[
		...tasks(2),
		setJson(
			'Result',
			'={ "link": "{{ $json.data.output.image_url }}", "input": {{ JSON.stringify($json.data.input) }} }',
		),
	],
	...TASK_LINES,
	'Check > Result',
);

const keptFields = wired(
	[
		...tasks(2),
		setFields('Kind', { kind: 'image' }, { includeOtherFields: true }),
		setFields(
			'Only the answer',
			{ place: 'shop' },
			{
				includeOtherFields: true,
				include: 'selected',
				includeFields: 'data, kind',
			},
		),
		setFields('Result', {
			kind: '={{ $json.kind }} in the {{ $json.place }}',
			link: IMAGE_URL,
			message: '={{ $json.message ?? "left out" }}',
		}),
	],
	...TASK_LINES,
	...inARow('Check', 'Kind', 'Only the answer', 'Result'),
);

const missingItems = wired(
	[
		...tasks(1),
		code(
			'Result',
			`const one = $('Check').all()[0]?.json;
const other = $('Check').all()[1]?.json;
return [{
  json: {
    one: one?.data?.output?.image_url ?? 'none',
    other: other?.data?.output?.image_url ?? 'none',
    ended: other?.data.meta?.ended_at ?? 'never',
  },
}];`,
		),
	],
	...TASK_LINES,
	'Check > Result',
);

const full = { options: { response: { response: { fullResponse: true } } } };

const fullResponses = wired(
	[
		START,
		ideas(2),
		create('Create', IMAGE, full),
		pause('Pause'),
		node(
			'Check',
			'httpRequest',
			{
				url: '=https://api.piapi.ai/api/v1/task/{{ $json.body.data.task_id }}',
				sendHeaders: true,
				headerParameters: create('', '').parameters.headerParameters,
				...full,
			},
			{ typeVersion: 4.2 },
		),
		setFields('Result', {
			link: '={{ $json.body.data.output.image_url }}',
			code: '={{ $json.statusCode }}',
		}),
	],
	...TASK_LINES,
	'Check > Result',
);

/** Code and Edit Fields between the task and what reads it. */
export const CODE_PAIRS: readonly Pair[] = [
	pairOf(
		'Code for all items: destructuring, rest, optional chaining, template literals',
		forAllItems,
	),
	pairOf('Code for each item', forEachItem),
	pairOf('Names of nodes in all their forms', oldNames),
	pairOf('Code with aliases of items of other nodes', aliases),
	pairOf('Edit Fields that reads the whole item', wholeItem),
	pairOf('Edit Fields in JSON mode', rawJson),
	pairOf('Edit Fields that keeps all fields, then some', keptFields),
	pairOf('Code that reads items that may not be there', missingItems),
	pairOf('Full responses', fullResponses),
];
