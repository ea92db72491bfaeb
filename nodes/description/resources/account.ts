import type { OperationForm, ResourceForm } from '../form';

const operation = (
	value: string,
	name: string,
	action: string,
	description: string,
): OperationForm => ({
	choice: { name, value, action, description },
	fields: [],
	common: [],
	options: [],
});

/** The PiAPI account of the credential. Source: https://piapi.ai/docs/account-info-api */
export const account: ResourceForm = {
	choice: { name: 'Account', value: 'account' },
	operations: [
		operation(
			'get',
			'Get',
			'Get the account',
			'Read the plan, the balance and how many tasks may run at a time',
		),
		operation(
			'getActiveTasks',
			'Get Active Tasks',
			'Get the number of active tasks',
			'Count the tasks that are waiting or running, by model',
		),
	],
};
