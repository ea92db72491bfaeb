import { dollars } from '../catalog/priceText';
import { createProblem, type Problem } from '../transport/problem';
import type { Refusal } from './taskRecord';

/** Where PiAPI counts refused content, by model. Source: https://piapi.ai/docs/midjourney-api/penalties */
const COUNTED: Readonly<Record<string, string>> = {
	midjourney:
		'With pay as you go, PiAPI counts refused prompts toward the daily limit of wrong Midjourney tasks.',
};

/** Where it may keep a share of the price. Source: https://piapi.ai/docs/seedance-api/moderation-and-penalty */
const KEPT: Readonly<Record<string, string>> = {
	seedance: 'For Seedance, PiAPI may keep 1 to 10 % of the price.',
};

const textFor = (texts: Readonly<Record<string, string>>, model = ''): string =>
	texts[model.toLowerCase()] ?? '';

const NOT_SENT = 'Retry On Fail does not send the request again.';

const adding = (problem: Problem, ...texts: readonly string[]): Problem => ({
	...problem,
	advice: [problem.advice, ...texts].filter((text) => text !== '').join(' '),
});

function chargeText(model: string | undefined, costUsd: number | undefined): string {
	if (costUsd === 0) return 'PiAPI says that it did not charge it.';
	if (costUsd !== undefined) return `PiAPI charged ${dollars(costUsd)} for it.`;
	return `PiAPI does not say whether it charged it. ${textFor(KEPT, model)}`.trim();
}

/** The problem of a task whose content was refused says what that costs. */
export const refusedTask = (problem: Problem): Problem =>
	adding(
		problem,
		chargeText(problem.model, problem.costUsd),
		textFor(COUNTED, problem.model),
		'Retry On Fail does not create it again.',
	);

/** The problem of a create that was refused. */
export const refusedCreate = (problem: Problem, model: string): Problem =>
	problem.isContent === true
		? adding(problem, 'This task was not created.', textFor(COUNTED, model), NOT_SENT)
		: problem;

/** The problem of a request that is answered at once. */
export const refusedAnswer = (problem: Problem): Problem =>
	problem.isContent === true ? adding(problem, NOT_SENT) : problem;

/** What another try of the same request is answered with; undefined where it may be sent again. */
export const refusalIn = ({ isContent, message, advice, httpCode }: Problem): Refusal | undefined =>
	isContent === true
		? { message, advice, ...(httpCode === undefined ? {} : { httpCode }) }
		: undefined;

export const problemOfRefusal = (refusal: Refusal): Problem =>
	createProblem({ ...refusal, isContent: true });
