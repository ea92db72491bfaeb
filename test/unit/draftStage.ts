import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { draftOf } from '../../nodes/request/draft';
import { isProblem } from '../../nodes/transport/problem';

export const own = (label: string) => ({ label, help: 'Help' });

export const operation = (fields: readonly Field[], more: Partial<Operation> = {}): Operation => ({
	value: 'video',
	name: 'Video',
	action: 'Make a video',
	description: 'Make a video',
	model: 'acme',
	taskType: 'video',
	confidence: 'documented',
	source: 'https://example.com',
	results: [],
	fields,
	...more,
});

export const draft = (of: Operation, values: Record<string, unknown>, variant?: unknown) =>
	draftOf(of, {
		itemIndex: 0,
		read: ({ parameter }) => values[parameter],
		variant,
		serviceMode: '',
		webhookUrl: '',
		webhookSecret: '',
	});

export function inputOf(
	of: Operation,
	values: Record<string, unknown>,
	variant?: unknown,
): unknown {
	const made = draft(of, values, variant);
	if (isProblem(made)) throw new Error(made.message);
	return made.request.input;
}

export const problemOf = (
	of: Operation,
	values: Record<string, unknown>,
	variant?: unknown,
): string => {
	const made = draft(of, values, variant);
	return isProblem(made) ? `${made.message}. ${made.advice}` : 'fine';
};
