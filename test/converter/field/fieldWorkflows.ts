import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { WorkflowFile } from '../../../converter/workflow/workflowFile';
import { sorted, TaskNames, type CreatedTask } from '../../../tools/pairs/taskNames';

interface Expected {
	readonly tasks: readonly CreatedTask[];
	readonly result: ReadonlyArray<Readonly<Record<string, unknown>>>;
}

const read = (name: string): string => readFileSync(join(__dirname, `${name}.json`), 'utf8');

const expectations = JSON.parse(read('expected')) as Readonly<Record<string, Expected>>;

/** Workflows of other people's making, each with one thing that the converter used to get wrong. */
export const FIELD_WORKFLOWS: readonly string[] = readdirSync(__dirname)
	.filter((file) => file.endsWith('.json') && file !== 'expected.json')
	.map((file) => file.replace('.json', ''));

export const fieldWorkflow = (name: string): WorkflowFile => JSON.parse(read(name)) as WorkflowFile;

/** Workflows for which tasks and results are known. */
export const EXPECTED_NAMES: readonly string[] = Object.keys(expectations);

/** The tasks that a workflow creates and the items of its "Result", with names of tasks in place of their IDs. */
export function expectedOf(name: string): { tasks: string[]; items: string[] } {
	const { tasks, result } = expectations[name] ?? { tasks: [], result: [] };
	// An ID that stays as it is when a link is encoded.
	const text = (value: unknown): string =>
		JSON.stringify(value).replace(/<task(\d)>/g, 'id-of-task-$1');
	const names = new TaskNames(
		tasks.map((task, index) => [`id-of-task-${index}`, JSON.parse(text(task)) as CreatedTask]),
		'files',
	);
	return { tasks: names.all(), items: result.map((item) => names.in(text(sorted(item)))) };
}
