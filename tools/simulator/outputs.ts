import type { SimulatedFamilyFacts, OutputFact, SimulatedTaskFacts } from '../facts/facts';
import { factsOfRequest } from './factsCheck';
import { put } from './json';
import type { SimulatedTask } from './simulatedTask';

const PREFIX = 'data.output.';

const GRID_ACTIONS = ['reroll', 'upscale', 'variation'].flatMap((action) =>
	action === 'reroll' ? [action] : [1, 2, 3, 4].map((index) => `${action}${index}`),
);

const SINGLE_IMAGE_ACTIONS = ['upscale_subtle', 'upscale_creative', 'outpaint', 'pan', 'inpaint'];

const extensions: Readonly<Record<string, string>> = {
	image: 'png',
	video: 'mp4',
	audio: 'mp3',
	model: 'glb',
};

/** Whether a task gives one picture instead of a grid of four. */
const givesOneImage = (task: SimulatedTask): boolean => task.request.task_type === 'upscale';

/** Link of a result file; the file origin draws it when it is fetched. */
export const resultUrl = (fileUrl: string, taskId: string, name: string): string =>
	`${fileUrl}/results/${taskId}/${name}`;

type Maker = (task: SimulatedTask, link: (name: string) => string, now: number) => unknown;

interface Place {
	readonly empty: unknown;
	readonly full: Maker;
}

/** Fields of Midjourney whose value is a matter of their name; all others follow from their kind. */
const ofMidjourney: Readonly<Record<string, Place>> = {
	image_url: {
		empty: '',
		full: (task, link) => link(givesOneImage(task) ? 'image.png' : 'grid.png'),
	},
	temporary_image_urls: {
		empty: null,
		full: (task, link) =>
			givesOneImage(task)
				? null
				: ['cut-1.png', 'cut-2.png', 'cut-3.png', 'cut-4.png'].map((name) => link(name)),
	},
	image_urls: { empty: null, full: () => null },
	intermediate_image_urls: { empty: null, full: () => null },
	discord_image_url: { empty: '', full: () => '' },
	actions: {
		empty: [],
		full: (task) => (givesOneImage(task) ? SINGLE_IMAGE_ACTIONS : GRID_ACTIONS),
	},
	progress: { empty: 0, full: (task, _, now) => task.progressAt(now) },
	description: {
		empty: '',
		full: (task) =>
			[1, 2, 3, 4].map((index) => `${index}. a picture as seen in task ${task.id}`).join('\n\n'),
	},
	seed: { empty: '', full: (task) => String(parseInt(task.id.slice(0, 8), 16)) },
};

const severalAsked = ({ request }: SimulatedTask): boolean =>
	[request.input.batch_size, request.input.num_images].some((count) => Number(count) > 1);

/** One picture is in `image_url`, several in `image_urls`; some families only know the list. */
const picturesPlace = (name: string, knowsBoth: boolean): Place => {
	const isList = name === 'image_urls';
	const empty = isList ? null : '';
	return {
		empty,
		full: (task, link) => {
			if (knowsBoth && severalAsked(task) !== isList) return empty;
			return isList ? ['image-1.png', 'image-2.png'].map((file) => link(file)) : link('image.png');
		},
	};
};

const placeFor = ({ path, kind }: OutputFact, facts: SimulatedTaskFacts): Place => {
	const name = path.slice(PREFIX.length);
	const known = facts.models.includes('midjourney') ? ofMidjourney[name] : undefined;
	if (known !== undefined) return known;
	const names = facts.output.map((fact) => fact.path.slice(PREFIX.length).replace(/\[\]$/, ''));
	const bare = name.replace(/\[\]$/, '');
	if (['image_url', 'image_urls'].includes(bare)) {
		return picturesPlace(bare, names.includes('image_url') && names.includes('image_urls'));
	}
	const extension = extensions[kind];
	if (extension === undefined || name.endsWith('base64')) {
		const isText = kind === 'text';
		return { empty: '', full: (task) => (isText ? `text of task ${task.id}` : '') };
	}
	const file = `${name.replace(/[^A-Za-z0-9]+/g, '-')}.${extension}`;
	const many = name.endsWith('[]') || name.endsWith('_urls');
	return { empty: many ? null : '', full: (_, link) => (many ? [link(file)] : link(file)) };
};

/** Whether the facts name both a path and its parts: then it may be either. */
const isPartOfAnother = ({ path }: OutputFact, { output }: SimulatedTaskFacts): boolean =>
	output.some((other) => other.path !== path && path.startsWith(`${other.path}.`));

/** What `data.output` holds at this time, after the family's facts. */
export const outputOf = (
	task: SimulatedTask,
	families: readonly SimulatedFamilyFacts[],
	fileUrl: string,
	now: number,
): unknown => {
	const status = task.statusAt(now);
	const done = status === 'completed';
	if (done && task.outcome !== 'completed' && 'output' in task.outcome) return task.outcome.output;
	const { outcome } = task;
	const isOddEnd = outcome !== 'completed' && 'status' in outcome && status === outcome.status;
	if (isOddEnd && outcome.result !== undefined) return outcome.result;
	const facts = factsOfRequest(task.request, families);
	if (facts === undefined) return null;
	const link = (name: string): string => resultUrl(fileUrl, task.id, name);
	const output: Record<string, unknown> = {};
	for (const fact of facts.output) {
		if (!fact.path.startsWith(PREFIX) || isPartOfAnother(fact, facts)) continue;
		const place = placeFor(fact, facts);
		const running = fact.path === `${PREFIX}progress` && status === 'processing';
		put(
			output,
			fact.path.slice(PREFIX.length),
			done || running ? place.full(task, link, now) : place.empty,
		);
	}
	return output;
};
