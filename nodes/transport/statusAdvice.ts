import { topicNamed, type Advised } from './adviceTable';

const WRONG_VALUE: Advised = {
	type: 'invalid',
	meaning: 'PiAPI did not accept a value: compare the fields with [their limits](operations.md)',
	advice: 'Check the values of the fields; PiAPI did not accept this request.',
};

/** By HTTP status, or by the code in PiAPI's answer that takes its place. */
export const STATUSES: Readonly<Record<string, Advised>> = {
	'400': WRONG_VALUE,
	'401': topicNamed('key'),
	'402': topicNamed('credit'),
	'403': topicNamed('plan'),
	'404': {
		type: 'invalid',
		meaning: 'No such task, or no such path. The task must belong to the same account',
		advice: 'Check the task ID and the Base URL of the PiAPI credential.',
	},
	'405': {
		type: 'unavailable',
		meaning: 'PiAPI has no such path',
		advice: 'Check the Base URL of the PiAPI credential.',
	},
	'408': topicNamed('trouble'),
	'409': {
		type: 'invalid',
		meaning: 'It conflicts with the status of the task, which may have finished',
		advice: 'Check the task with Get Task.',
	},
	'413': topicNamed('size'),
	'415': topicNamed('file'),
	'422': WRONG_VALUE,
	'429': topicNamed('pace'),
	'5xx': {
		type: 'unavailable',
		meaning: 'PiAPI has a problem. For a create, see _Unclear_ below',
		advice: 'PiAPI has a problem; try again later.',
	},
	other: {
		type: 'invalid',
		meaning: 'PiAPI did not accept the request',
		advice: 'Check the values of the fields and the PiAPI credential.',
	},
};
