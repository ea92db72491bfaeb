import { NodeOperationError } from 'n8n-workflow';

import { reasonOf } from '../../nodes/execute/thrown';
import { anyNode } from './anyNode';

/** As n8n throws where an expression fails. */
const errorWith = (facts: object): Error => Object.assign(new Error('It failed'), facts);

it.each<[string, unknown, string, string]>([
	['no error', 'a text', 'a text', ''],
	['nothing', undefined, 'undefined', ''],
	['an error without a description', new Error('It failed'), 'It failed', ''],
	['an empty description', errorWith({ description: '' }), 'It failed', ''],
	['no text as the description', errorWith({ description: 5 }), 'It failed', ''],
	['no text at all', errorWith({ description: null, context: null }), 'It failed', ''],
	['a description', errorWith({ description: 'Do this' }), 'It failed', 'Do this'],
	[
		'the description of the context',
		errorWith({ context: { description: 'Do that' } }),
		'It failed',
		'Do that',
	],
	[
		'an empty description and one in the context',
		errorWith({ description: '', context: { description: 'Do that' } }),
		'It failed',
		'Do that',
	],
	[
		'two descriptions',
		errorWith({ description: 'Do this', context: { description: 'Do that' } }),
		'It failed',
		'Do this',
	],
	[
		'marks',
		errorWith({ description: 'See <a href="https://x.example">this</a>.' }),
		'It failed',
		'See this.',
	],
	[
		"n8n's error",
		new NodeOperationError(anyNode, 'It failed', { description: 'Do <b>this</b>' }),
		'It failed',
		'Do this',
	],
])('explains what was thrown: %s', (_, thrown, message, description) => {
	expect(reasonOf(thrown)).toEqual({ message, description });
});
