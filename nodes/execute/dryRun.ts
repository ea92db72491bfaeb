import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { unknownCost, type ExpectedCost } from '../catalog/expectedCost';
import { dollars } from '../catalog/priceText';
import { withoutFileTexts } from '../transport/fileText';
import { isProblem, type Problem } from '../transport/problem';
import { showHint } from './hints';
import type { Run, Work } from './work';
import { readDryRun } from './settings';

/** What would be sent for an item, and what is known of it before. */
export interface Plan {
	/** The model as the user knows it, where the node chose the operation. */
	readonly modelName?: string;
	/** Undefined where a problem leaves it open. */
	readonly request: IDataObject | undefined;
	readonly cost: ExpectedCost;
	readonly problems: readonly Problem[];
	readonly hints: readonly string[];
	/** US dollars. */
	readonly spendingLimit?: number;
}

export const COST_OF_INVALID = unknownCost('the request is not valid');

/** The items of a run that have Dry Run on. */
export interface DryRuns {
	/** The output of such an item. */
	readonly withoutRun: NonNullable<Work<unknown>['withoutRun']>;
	/** Shows above the output what all of them would cost. */
	show(): void;
}

/** Never a top-level `error`: with Retry On Fail n8n would take the item for a failure. */
const itemOf = (
	{ modelName, request, cost, problems, hints }: Plan,
	itemIndex: number,
): INodeExecutionData => ({
	json: {
		dryRun: true,
		valid: problems.length === 0,
		...(modelName === undefined ? {} : { modelName }),
		request: request === undefined ? null : withoutFileTexts(request),
		estimatedUsd: cost.usd ?? null,
		estimate: cost.text,
		problems: problems.map(({ message, advice }) => ({ message, advice })),
		hints: [...hints],
	},
	pairedItem: { item: itemIndex },
});

/** `planOf` sends nothing and does not throw. */
export function openDryRuns(
	{ context, parameters }: Run,
	planOf: (itemIndex: number) => Plan,
): DryRuns {
	const plans: Plan[] = [];
	return {
		withoutRun(itemIndex, connection) {
			const isOn = readDryRun(parameters, itemIndex);
			if (isProblem(isOn)) return isOn;
			if (!isOn) return undefined;
			const plan = planOf(itemIndex);
			const problems = [...(isProblem(connection) ? [connection] : []), ...plan.problems];
			plans.push({ ...plan, problems });
			return [itemOf({ ...plan, problems }, itemIndex)];
		},
		show() {
			if (plans.length === 0) return;
			showHint(context, hintOf(plans, plans.length < context.getInputData().length));
		},
	};
}

/** Rounded to what PiAPI counts in. */
const sumOf = (amounts: readonly number[]): number =>
	Math.round(amounts.reduce((sum, usd) => sum + usd, 0) * 1e7) / 1e7;

const itemsOf = (count: number): string => `${count} ${count === 1 ? 'item' : 'items'}`;

/** "12 items would cost about $0.34; 2 have no known price; 1 has a problem". */
function hintOf(plans: readonly Plan[], othersRun: boolean): string {
	const valid = plans.filter(({ problems }) => problems.length === 0);
	const priced = valid.filter(({ cost }) => cost.usd !== undefined);
	const sum = sumOf(priced.map(({ cost }) => cost.usd ?? 0));
	const about = priced.some(({ cost }) => cost.isMost) ? 'at most' : 'about';
	const [unpriced, wrong] = [valid.length - priced.length, plans.length - valid.length];
	const groups = [
		{ count: priced.length, tells: () => `would cost ${about} ${dollars(sum)}` },
		{
			count: unpriced,
			tells: () => (unpriced === 1 ? 'has no known price' : 'have no known price'),
		},
		{ count: wrong, tells: () => (wrong === 1 ? 'has a problem' : 'have problems') },
	];
	const parts = groups
		.filter(({ count }) => count > 0)
		.map(({ count, tells }, index) => `${index === 0 ? itemsOf(count) : count} ${tells()}`);
	return [
		`Dry Run: ${parts.join('; ')}.`,
		...(priced.length === 0 ? [] : limitText(plans, sum, unpriced > 0)),
		othersRun ? 'Nothing was sent for them.' : 'Nothing was sent.',
	].join(' ');
}

/** The limit takes no expression, so it is the same for all items. */
function limitText(plans: readonly Plan[], sum: number, isPart: boolean): string[] {
	const limit = plans.find(({ spendingLimit }) => spendingLimit !== undefined)?.spendingLimit;
	if (limit === undefined) return [];
	const subject = isPart ? 'The known sum' : 'The sum';
	const relation = sum > limit ? 'exceeds' : 'is within';
	return [`${subject} ${relation} Spending Limit (USD), ${dollars(limit)}.`];
}
