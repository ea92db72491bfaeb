import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isOfFamily } from '../catalog';
import { OUTPUTS, TRIGGER_EVENTS } from '../catalog/settingChoices';
import type { Choice, Family } from '../catalog/vocabulary';
import {
	allRead,
	quoted,
	readBoolean,
	readChoice,
	readChoices,
	readList,
	wrong,
} from '../request/readValue';
import { isObject } from '../transport/json';
import { isProblem, type Problem } from '../transport/problem';
import type { Task } from '../transport/task';
import { isCanceled } from '../transport/taskStatus';

interface TriggerOptions {
	readonly events: readonly string[];
	/** All when empty. */
	readonly families: readonly string[];
	/** In lower case; all when empty. */
	readonly taskTypes: readonly string[];
	readonly verifies: boolean;
	readonly raw: boolean;
	readonly oneItemPerFile: boolean;
}

const isTaskType = (entry: unknown): entry is string =>
	typeof entry === 'string' && /^[\w.:/-]+$/.test(entry.trim()) && /[a-z]/i.test(entry);

/** PiAPI may have types that the catalog lacks, so any that can be one is taken. */
function readTaskTypes(given: unknown): string[] | Problem | undefined {
	const label = 'Task Types';
	const list = readList(label, given);
	if (list === undefined || isProblem(list)) return list;
	const other = list.find((entry) => !isTaskType(entry));
	return other === undefined
		? list.map((entry) => String(entry).trim().toLowerCase())
		: wrong(label, `is ${quoted(other)}`, `Set ${label} to task types separated by commas.`);
}

const choiceOf = ({ name, value }: Family): Choice => ({ label: name, value });

/** What starts the workflow, however an expression gives it. A filter that cannot be read must not let everything pass. */
export function readTriggerOptions(
	context: IWebhookFunctions | IHookFunctions,
	families: readonly Family[],
): TriggerOptions | Problem {
	const given = context.getNodeParameter('options', {});
	const options = isObject(given) ? given : {};
	const read = allRead({
		events: readChoices('Events', TRIGGER_EVENTS, context.getNodeParameter('events', [])),
		families: readChoices('Families', families.map(choiceOf), options.families),
		taskTypes: readTaskTypes(options.taskTypes),
		verifies: readBoolean('Verify With PiAPI', options.verifyWithPiApi),
		output: readChoice('Output', OUTPUTS, options.output),
	});
	if (isProblem(read)) return read;
	return {
		events: (read.events ?? []).map(String),
		families: (read.families ?? []).map(String),
		taskTypes: read.taskTypes ?? [],
		verifies: read.verifies ?? true,
		raw: read.output === 'raw',
		oneItemPerFile: read.output === 'onePerFile',
	};
}

/** A canceled task belongs to the event Failed. */
const eventOf = (status: string): string => (isCanceled(status) ? 'failed' : status);

export const wantsState = (status: string, { events }: TriggerOptions): boolean =>
	events.includes(eventOf(status));

export function wantsTask(
	{ model, taskType }: Task,
	families: readonly Family[],
	options: TriggerOptions,
): boolean {
	const chosen = families.filter(({ value }) => options.families.includes(value));
	const isOfChosen = chosen.some((family) => isOfFamily(families, family, model, taskType));
	return (
		(options.families.length === 0 || isOfChosen) &&
		(options.taskTypes.length === 0 || options.taskTypes.includes(taskType.toLowerCase()))
	);
}
