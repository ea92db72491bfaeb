import { randomBytes } from 'node:crypto';

import type { IDataObject } from 'n8n-workflow';

import type { TaskRequest } from '../../nodes/transport/task';
import type { RawAnswer } from './connection';
import { shownPath } from './deviation';
import { fieldsOf } from './fields';

/**
 * A mark of our own in a create, to see whether PiAPI returns it. If it does, a create whose answer is lost could be
 * found for certain. Only fields in which it can do no harm: a webhook secret without a webhook, and a name in `config`
 * that PiAPI does not know. Never in `input`, which is passed to the model.
 */
export const MARKED_FIELDS = {
	webhookSecret: 'config.webhook_config.secret',
	ownName: 'config.client_reference',
} as const;

export type MarkedField = keyof typeof MARKED_FIELDS;

export const createMark = (): string => `check-live-${randomBytes(12).toString('hex')}`;

export function withMark(request: TaskRequest, field: MarkedField, mark: string): TaskRequest {
	const config: IDataObject =
		field === 'webhookSecret'
			? { webhook_config: { endpoint: '', secret: mark } }
			: { client_reference: mark };
	return { ...request, config: { ...request.config, ...config } };
}

/** Where an answer has the mark. */
export const placesOfMark = (answer: RawAnswer | undefined, mark: string): string[] => [
	...new Set(
		fieldsOf(answer?.body)
			.filter(({ value }) => typeof value === 'string' && value.includes(mark))
			.map(({ path }) => shownPath(path)),
	),
];
