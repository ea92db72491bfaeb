import { create, isStatus, look, node, pause, START } from '../../../tools/pairs/workflows';
import { GRID, ideas, IMAGE, inARow } from '../pairs/nodes';
import type { State, Value, Path } from './state';

/** How a workflow comes to a task's answer. */
export const SOURCES = ['fixed wait', 'polling', 'create only', 'full response'] as const;
export type Source = (typeof SOURCES)[number];

type Paths = Partial<Record<Value, Path>>;

const CREATED: Paths = {
	id: ['data', 'task_id'],
	status: ['data', 'status'],
	prompt: ['data', 'input', 'prompt'],
};
const IMAGE_PATHS: Paths = { ...CREATED, link: ['data', 'output', 'image_url'] };
const GRID_PATHS: Paths = { ...CREATED, link: ['data', 'output', 'temporary_image_urls', 1] };
const LINKS: Path = ['data', 'output', 'temporary_image_urls'];

const inBody = (paths: Paths): Paths =>
	Object.fromEntries(Object.entries(paths).map(([value, path]) => [value, ['body', ...path]]));

const FULL = { options: { response: { response: { fullResponse: true } } } };

const fullCheck = node(
	'Check',
	'httpRequest',
	{
		url: '=https://api.piapi.ai/api/v1/task/{{ $json.body.data.task_id }}',
		sendHeaders: true,
		headerParameters: create('', '').parameters.headerParameters,
		...FULL,
	},
	{ typeVersion: 4.2 },
);

const begin = (count: number): State => ({
	nodes: [START, ideas(count)],
	lines: ['Start > Ideas'],
	at: 'Ideas',
	paths: {},
	named: {},
	isEach: true,
});

/** A workflow up to the task's answer. */
export function sourceOf(source: Source, count: number, isGrid: boolean): State {
	const body = isGrid ? GRID : IMAGE;
	const paths = isGrid ? GRID_PATHS : IMAGE_PATHS;
	const { nodes, lines, ...rest } = begin(count);
	const list = isGrid ? { list: LINKS } : {};
	switch (source) {
		case 'create only':
			return {
				...rest,
				nodes: [...nodes, create('Create', body)],
				lines: [...lines, 'Ideas > Create'],
				at: 'Create',
				// The status depends on when it is asked for.
				paths: { id: CREATED.id, prompt: CREATED.prompt },
				named: { Create: { id: CREATED.id, prompt: CREATED.prompt } },
			};
		case 'polling':
			return {
				...rest,
				...list,
				nodes: [
					...nodes,
					create('Create', body),
					pause('Pause'),
					look('Check'),
					isStatus('Done?', 'completed'),
				],
				lines: [
					...lines,
					...inARow('Ideas', 'Create', 'Pause', 'Check', 'Done?'),
					'Done?:1 > Pause',
				],
				at: 'Done?',
				paths,
				named: { Check: paths },
			};
		case 'full response':
			return {
				...rest,
				...(isGrid ? { list: ['body', ...LINKS] } : {}),
				nodes: [...nodes, create('Create', body, FULL), pause('Pause'), fullCheck],
				lines: [...lines, ...inARow('Ideas', 'Create', 'Pause', 'Check')],
				at: 'Check',
				paths: inBody(paths),
				named: { Check: inBody(paths) },
			};
		default:
			return {
				...rest,
				...list,
				nodes: [...nodes, create('Create', body), pause('Pause'), look('Check')],
				lines: [...lines, ...inARow('Ideas', 'Create', 'Pause', 'Check')],
				at: 'Check',
				paths,
				named: { Check: paths, Create: { id: CREATED.id, prompt: CREATED.prompt } },
			};
	}
}
