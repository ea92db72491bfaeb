import { expectedCost } from '../catalog/expectedCost';
import type { ConfigSettings } from '../request/config';
import { outlineOf } from '../request/draft';
import { missingBinary } from '../request/fileUploader';
import { isProblem, type Problem } from '../transport/problem';
import { withoutWebhookSecret } from '../transport/task';
import { COST_OF_INVALID, type Plan } from './dryRun';
import { problemOfModel, readDraft, type CreateWork, type TaskSource } from './jobs';
import type { Run } from './work';
import { attempt } from './prepareItems';
import { readSettings } from './settings';

type PlanOfModel = Omit<Plan, 'modelName' | 'spendingLimit'>;

const INVALID: PlanOfModel = {
	request: undefined,
	cost: COST_OF_INVALID,
	problems: [],
	hints: [],
};

function planModel(
	run: Run,
	itemIndex: number,
	source: TaskSource,
	settings: Pick<ConfigSettings, 'serviceMode' | 'webhookUrl'>,
): PlanOfModel {
	const draft = attempt(() =>
		readDraft(run, itemIndex, source, { ...settings, webhookSecret: '' }),
	);
	if (isProblem(draft)) return { ...INVALID, problems: [draft] };
	const files = draft.files.flatMap(({ sources }) => sources);
	const missing = missingBinary(files, run.context.helpers);
	const request = outlineOf(draft);
	return {
		request: withoutWebhookSecret({ ...request }),
		cost: expectedCost(source.priced ?? [source.operation], request),
		problems: missing === undefined ? [] : [missing],
		hints: draft.hints,
	};
}

/** What is wrong with an item and with its models, each once: models may have the same problem, such as a missing binary. */
function problemsOf(
	ofItem: readonly Problem[],
	plans: readonly PlanOfModel[],
	sources: readonly TaskSource[],
): Problem[] {
	const found = new Map(ofItem.map((problem) => [problem.message, problem]));
	for (const [attempt, source] of sources.entries()) {
		for (const problem of plans[attempt]?.problems ?? []) {
			if (found.has(problem.message)) continue;
			found.set(problem.message, problemOfModel(problem, attempt, source));
		}
	}
	return [...found.values()];
}

/** What an item would create. The address of a callback is not part of it: there is one only while an execution waits. */
export function planTask(run: Run, itemIndex: number, task: CreateWork, isTool: boolean): Plan {
	const settings = attempt(() => readSettings(run.parameters, itemIndex, isTool));
	const { serviceMode = '', webhookUrl = '', spendingLimit } = isProblem(settings) ? {} : settings;
	const source = attempt(() => task.sourceOf(run, itemIndex));
	const sources = isProblem(source) ? [] : [source, ...(source.orElse?.sources ?? [])];
	const plans = sources.map((one) => ({
		...planModel(run, itemIndex, one, { serviceMode, webhookUrl }),
		name: one.name,
	}));
	const [first = { ...INVALID, name: undefined }, ...others] = plans;
	return {
		spendingLimit,
		modelName: first.name,
		request: first.request,
		cost: first.cost,
		problems: problemsOf([settings, source].filter(isProblem), plans, sources),
		hints: [
			...new Set(plans.flatMap(({ hints }) => hints)),
			...others.map(
				({ name = 'another model', cost }) => `If it fails, next ${name}: ${cost.text}`,
			),
			...(task.availabilityNote === undefined ? [] : [task.availabilityNote]),
		],
	};
}
