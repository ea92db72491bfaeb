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
	taskOptions: [],
});

/** The PiAPI account of the credential. Source: https://piapi.ai/docs/account-info-api */
export const account: ResourceForm = {
	choice: {
		name: 'Account',
		value: 'account',
		description: 'Plan, balance and active tasks of your PiAPI account',
	},
	operations: [
		operation(
			'get',
			'Get',
			'PiAPI: get account',
			'Get the plan, the balance and the limit of concurrent tasks',
		),
		operation(
			'getActiveTasks',
			'Get Active Tasks',
			'PiAPI: get active tasks',
			'Count the pending and running tasks by model',
		),
	],
};
