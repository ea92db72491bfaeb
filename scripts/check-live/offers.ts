import type { IDataObject } from 'n8n-workflow';

import type { Estimate } from '../../nodes/catalog/estimate';
import type { MediaKind } from '../../nodes/catalog/vocabulary';
import {
	creating,
	factNames,
	familyFacts,
	type FamilyFacts,
	type TaskFacts,
} from '../../tools/facts/facts';
import { catalogEstimate, estimateText } from './estimates';
import type { LiveOptions } from './options';
import { dollars, pricesOf, worstCost } from './prices';
import { sampleInput, type Links } from './sampleInput';

/** A task of one model and type that can be created to see how PiAPI answers. */
export interface Offer {
	/** The fact's id, and the model or the task type after a colon where it has several. */
	readonly name: string;
	readonly task: TaskFacts;
	readonly kind: MediaKind;
	readonly model: string;
	readonly taskType: string;
	/** False when PiAPI stopped it, or when nobody knows whether it still runs. */
	readonly isLive: boolean;
	/** Undefined when something is missing. */
	readonly input?: IDataObject;
	/** The options of the command that would complete it, with remarks. */
	readonly missing?: readonly string[];
	/** US dollars at most, by the documented prices; undefined when that is not known. */
	readonly worstUsd?: number;
	/** What the nodes tell their users; undefined when they tell nothing. */
	readonly estimate?: Estimate;
}

const MEDIA: Readonly<Record<string, MediaKind>> = {
	image: 'image',
	video: 'video',
	audio: 'audio',
	'3d': 'model',
	text: 'text',
};

function nameOf(task: TaskFacts, model: string, taskType: string): string {
	const parts = [
		task.models.length > 1 ? model : '',
		task.taskTypes.length > 1 ? taskType : '',
	].filter((part) => part !== '');
	return [task.id, ...parts].join(':');
}

const ANY_LINK = 'https://example.com/file';
/** For the price of an operation whose links are not given. */
const ANY_LINKS: Links = { image: ANY_LINK, video: ANY_LINK, audio: ANY_LINK };

/** Whether the newest facts say that it runs, the family as a whole and this task type. */
const isLive = ({ availability, availabilityOf = [] }: FamilyFacts, taskType: string): boolean =>
	availability === 'live' &&
	availabilityOf.every((one) => one.availability === 'live' || !one.taskTypes.includes(taskType));

/** Every task that the facts know how to create, with the cheapest request for it. `own` is input of the user's. */
export function allOffers(links: Links, own?: LiveOptions['input']): Offer[] {
	return factNames.flatMap((name) => {
		const facts = familyFacts(name);
		return creating(facts).flatMap((task) => {
			const sample = sampleInput(task, links, own);
			const complete = sampleInput(task, ANY_LINKS, own);
			return task.models.flatMap((model) =>
				task.taskTypes.map((taskType): Offer => {
					const request =
						'input' in complete ? { model, task_type: taskType, input: complete.input } : undefined;
					return {
						name: nameOf(task, model, taskType),
						task,
						kind: MEDIA[facts.media] ?? 'text',
						model,
						taskType,
						isLive: isLive(facts, taskType),
						...sample,
						worstUsd: request && worstCost(request),
						estimate: request && catalogEstimate(request),
					};
				}),
			);
		});
	});
}

/** One line of `--list`. */
export function offerLine(offer: Offer): string {
	const { name, model, taskType, input = {}, worstUsd, estimate } = offer;
	const dates = [
		...new Set(pricesOf({ model, task_type: taskType, input }).map(({ date }) => date)),
	];
	const price =
		worstUsd === undefined
			? 'price not known'
			: `at most ${dollars(worstUsd)} (${dates.join('; ')})`;
	const needs = offer.missing === undefined ? '' : `, needs ${offer.missing.join(' and ')}`;
	const state = offer.isLive ? '' : ', may no longer run';
	return `${name}: ${price}, ${estimateText(estimate)}${needs}${state}`;
}
