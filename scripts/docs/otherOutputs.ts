const TASK = 'An item per task, as in [Results](../results.md)';

type Row = readonly [field: string, meaning: string];

const CANCELED: Row = ['canceled', '`true`; what PiAPI does not cancel is an error'];
const MESSAGE: Row = ['message', 'What PiAPI said'];
const MODEL_ANSWER: readonly Row[] = [
	['url, files', 'The links'],
	['usage', 'The tokens that PiAPI counted'],
];
const IMAGES: readonly Row[] = [
	...MODEL_ANSWER,
	['created', 'When, in seconds since 1970'],
	['Binary fields data, data_1 …', 'Images that PiAPI returned as files'],
];

/** What the operations of the other resources return: a sentence, or the fields of an item. By resource and operation. */
export const OTHER_OUTPUTS: Readonly<Record<string, string | readonly Row[]>> = {
	'chat.message': [
		['text', "The model's answer"],
		['answer', 'The answer as an object, where JSON was asked for; null if it is not JSON'],
		['url, files', 'Links to media in the answer, if there are any'],
		['model, finishReason', 'Which model answered, and why it stopped'],
		['usage', 'The tokens that PiAPI counted'],
	],
	'gptImage.edit': IMAGES,
	'gptImage.generate': IMAGES,
	'customTask.create': TASK,
	'task.cancelMany': [CANCELED, ['model, createdBefore', 'Which tasks'], MESSAGE],
	'task.cancel': [CANCELED, ['taskId', 'The task'], MESSAGE],
	'task.get': TASK,
	'task.getMany': [
		[
			'taskId, status, model, taskType',
			'As PiAPI has them in its history, where models have short names',
		],
		['createdAt, updatedAt', 'Times'],
		['serviceMode', 'Which accounts ran it'],
	],
	'task.wait': `${TASK}`,
	'file.upload': [
		['url', 'The link for other tasks'],
		['fileName, mimeType, bytes', 'What was uploaded'],
	],
	'account.get': [
		['plan', 'The plan of the account'],
		['balanceUsd', 'The balance in US dollars; `null` where PiAPI reports none'],
		['balanceCredits', 'The balance in credits, only where there is none in US dollars'],
		[
			'maxConcurrentTasks',
			'How many tasks may run at the same time; `null` where PiAPI does not say',
		],
		['account', 'All that PiAPI reports, without the address of its notifications'],
	],
	'account.getActiveTasks': [
		['total', 'All pending and running tasks'],
		['models', 'For each model: `model`, `staged`, `pending`, `processing` and `total`'],
	],
};
