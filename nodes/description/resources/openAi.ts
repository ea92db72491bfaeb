import { chat, gptImage } from '../../catalog/openAi';
import type { Family } from '../../catalog/vocabulary';
import type { ResourceForm } from '../form';
import { fieldsInOptions, fieldsOnTop } from '../operationFields';
import { choiceOf } from '../properties';
import { dryRun, timeout } from '../taskOptions';

/** The form of endpoints that answer at once: there is no task to wait for. */
const resourceOf = (family: Family): ResourceForm => ({
	choice: { name: family.name, value: family.value },
	usualOperation: family.usualOperation,
	operations: family.operations.map((operation) => ({
		choice: choiceOf(operation, family),
		fields: fieldsOnTop(operation),
		common: [],
		options: [
			...fieldsInOptions(operation),
			{ property: { ...timeout(family.kind), description: 'How long to wait for the answer' } },
		],
		taskOptions: [{ property: dryRun }],
	})),
});

export const chatResource = resourceOf(chat);
export const gptImageResource = resourceOf(gptImage);
