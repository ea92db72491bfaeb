import type { INodeExecutionData } from 'n8n-workflow';

import type { WorkflowRun } from '../engine/harness';
import { API_KEY, WEBHOOK_SECRET, type Setting } from '../engine/setting';
import { ITEMS, type FaultCase } from './cases';

const ownerOf = ({ json }: INodeExecutionData): unknown =>
	json.taskId ?? (json.details as { taskId?: unknown } | undefined)?.taskId;

const countOf = (text: string, word: RegExp): number => text.match(word)?.length ?? 0;

/** Where a user reads of a task that no item holds. */
function toldBeside(run: WorkflowRun, items: readonly INodeExecutionData[]): string {
	const { message = '', description = '' } = run.error ?? {};
	const errors = items.map(({ json }) => json.error ?? '');
	const warnings = run.logs.filter(({ level }) => level === 'warn').map((line) => line.message);
	return [message, description, ...errors, ...warnings].join('\n');
}

function tasksOutOfBalance({ piApi }: Setting, run: WorkflowRun): string[] {
	const items = [...run.output, ...run.errorOutput];
	const owners = items.map(ownerOf);
	const told = toldBeside(run, items);
	const made = piApi.ledger.tasksMade();
	const lost = made.filter(({ id }) => !owners.includes(id) && !told.includes(id));
	// Where nobody can say what became of a request, its item or its line has to say just that.
	const admitted = countOf(told, /is unclear|it is unknown whether/g);
	const prompts = made.map(({ request: { input } }) => JSON.stringify(input));
	return [
		...made
			.filter(({ id }) => owners.filter((owner) => owner === id).length > 1)
			.map(({ id }) => `task ${id} is in two items`),
		...(lost.length > admitted ? [`lost ${lost.map(({ id }) => id).join(', ')}`] : []),
		...prompts
			.filter((prompt, index) => prompts.indexOf(prompt) !== index)
			.map((prompt) => `made twice: ${prompt}`),
	];
}

function itemsOutOfBalance(run: WorkflowRun, { way }: FaultCase): string[] {
	if (way === 'stop' || way === 'stopped') return [];
	const numbers = [...run.output, ...run.errorOutput].map(
		({ pairedItem }) => (pairedItem as { item: number }).item,
	);
	const missing = Array.from({ length: ITEMS }, (_, index) => index).filter(
		(index) => numbers.filter((number) => number === index).length !== 1,
	);
	return missing.map((index) => `input item ${index} is not there once`);
}

function leaks({ piApi }: Setting, run: WorkflowRun): string[] {
	const everything = run.everything();
	return [
		...[API_KEY, WEBHOOK_SECRET]
			.filter((secret) => everything.includes(secret))
			.map((secret) => `shows ${secret}`),
		...(['file', 'stranger'] as const)
			.filter((origin) => piApi.ledger.keysSeenOn(origin).length > 0)
			.map((origin) => `the key went to the ${origin} origin`),
	];
}

/** What does not add up after a run: nothing, if all is well. */
export const outOfBalance = (setting: Setting, run: WorkflowRun, played: FaultCase): string[] => [
	...tasksOutOfBalance(setting, run),
	...itemsOutOfBalance(run, played),
	...leaks(setting, run),
];
