/** What each task option does. In the form, its label and its choices say it: see `nodes/description/taskOptions.ts`. */
const TEXTS: Readonly<Record<string, string>> = {
	waitForResult: 'How to wait for the result',
	timeout: 'How long to wait for the result',
	onTimeout: 'What happens to an item whose task has not finished by then',
	output: 'Which fields the output contains',
	outputFields: 'Return only these fields',
	maxFileSize: 'A larger result file is an error',
	maxConcurrentTasks:
		"How many tasks run at the same time; empty follows your PiAPI account's limit",
	cancelTasksOnStop: 'Whether a stop also cancels pending tasks',
	dryRun: 'Whether to check the item and estimate its cost without sending anything',
	spendingLimit: 'The most this node may spend per execution',
	serviceMode: 'Which accounts run the task',
	webhookUrl: 'The URL that PiAPI calls',
};

export function textOfTaskOption(name: string): string {
	const text = TEXTS[name];
	if (text === undefined)
		throw new Error(`scripts/docs/taskOptionTexts.ts has no text for ${name}`);
	return text;
}
