import type { Field, Operation } from '../../nodes/catalog/vocabulary';

/** An operation that PiAPI does not have, with these fields. */
export const operationWith = (...fields: Field[]): Operation => ({
	value: 'animate',
	name: 'Animate',
	description: 'Move an image',
	model: 'acme',
	taskType: 'animate',
	fields,
	results: [],
	confidence: 'documented',
	source: 'https://example.com',
});
