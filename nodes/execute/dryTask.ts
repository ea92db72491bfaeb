import type { IDataObject } from 'n8n-workflow';

import { expectedCost } from '../catalog/expectedCost';
import { outlineOf } from '../request/draft';
import { missingBinary } from '../request/fileUploader';
import { isObject } from '../transport/json';
import { isProblem } from '../transport/problem';
import type { TaskRequest } from '../transport/task';
import { COST_OF_INVALID, type Plan } from './dryRun';
import { readDraft, type CreateWork } from './jobs';
import type { Run } from './pipeline';
import { attempt } from './prepareItems';
import { readSettings } from './settings';

/** The request without the secret of its webhook, which may also be in the Config of a custom task. */
function withoutWebhookSecret(request: TaskRequest): IDataObject {
	const { config = {} } = request;
	const { webhook_config: webhook } = config;
	if (!isObject(webhook)) return { ...request };
	const shown = Object.fromEntries(Object.entries(webhook).filter(([key]) => key !== 'secret'));
	return { ...request, config: { ...config, webhook_config: shown } };
}

/** What an item would create. The address of a callback is not part of it: there is one only while an execution waits. */
export function planTask(run: Run, itemIndex: number, task: CreateWork, isTool: boolean): Plan {
	const settings = attempt(() => readSettings(run.parameters, itemIndex, isTool));
	const { serviceMode = '', webhookUrl = '', spendingLimit } = isProblem(settings) ? {} : settings;
	const source = attempt(() => task.sourceOf(run, itemIndex));
	const draft = isProblem(source)
		? source
		: attempt(() =>
				readDraft(run, itemIndex, source, { serviceMode, webhookUrl, webhookSecret: '' }),
			);
	const known = { spendingLimit, problems: [settings, draft].filter(isProblem) };
	if (isProblem(source) || isProblem(draft)) {
		return { ...known, request: undefined, cost: COST_OF_INVALID, hints: [] };
	}
	const files = draft.files.flatMap(({ sources }) => sources);
	const missing = missingBinary(files, run.context.helpers);
	const request = outlineOf(draft);
	return {
		...known,
		request: withoutWebhookSecret(request),
		cost: expectedCost(source.priced ?? [source.operation], request),
		problems: [...known.problems, ...(missing === undefined ? [] : [missing])],
		hints: [
			...draft.hints,
			...(task.availabilityNote === undefined ? [] : [task.availabilityNote]),
		],
	};
}
