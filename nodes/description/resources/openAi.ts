import { chat, gptImage } from '../../catalog/openAi';
import type { Family } from '../../catalog/vocabulary';
import { propertyOf } from '../field';
import type { ResourceForm } from '../form';
import { timeLimit } from '../options';
import { actionOf } from '../properties';

/** The form of endpoints that answer at once: there is no task to wait for. */
const resourceOf = (family: Family): ResourceForm => ({
	choice: { name: family.name, value: family.value },
	usualOperation: family.usualOperation,
	operations: family.operations.map(({ name, value, action, description, fields }) => ({
		choice: { name, value, action: action ?? actionOf(family, { name }), description },
		fields: fields.filter(({ onTop }) => onTop).map((field) => ({ property: propertyOf(field) })),
		common: [],
		options: [
			...fields.filter(({ onTop }) => !onTop).map(propertyOf),
			{ ...timeLimit(family.kind), description: 'Seconds to wait for an answer at most' },
		],
	})),
});

export const chatResource = resourceOf(chat);
export const gptImageResource = resourceOf(gptImage);
