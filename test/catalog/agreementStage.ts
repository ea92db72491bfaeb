import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import type { TaskFacts, FieldFact } from '../../tools/facts/facts';

export const SOURCE = 'https://example.com/docs';

export const operationWith = (
	fields: readonly Field[],
	more: Partial<Operation> = {},
): Operation => ({
	value: 'animate',
	name: 'Animate',
	action: 'Animate an image',
	description: 'Move an image',
	model: 'acme',
	taskType: 'animate',
	fields,
	results: [{ path: 'video.url', kind: 'video', role: 'video' }],
	confidence: 'documented',
	source: SOURCE,
	...more,
});

export const taskWith = (
	input: readonly FieldFact[],
	more: Partial<TaskFacts> = {},
): TaskFacts => ({
	id: 'acme.animate',
	method: 'POST',
	path: '/api/v1/task',
	models: ['acme'],
	taskTypes: ['animate'],
	input,
	output: [{ path: 'data.output.video.url', kind: 'video' }],
	confidence: 'documented',
	sources: [SOURCE],
	...more,
});

export const fact = (path: string, type: string, more: Partial<FieldFact> = {}): FieldFact => ({
	path,
	type,
	required: false,
	...more,
});

export const own = { label: 'Own', help: 'Help' };
export const guess = { confidence: 'client-code' } as const;
