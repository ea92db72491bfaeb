import { rows, toggle } from '../fields';
import type { BooleanField, RowsField, TextField } from '../vocabulary';

/** Why another model may be tried. */
export const FAILURES = ['refused', 'failed', 'timeout', 'content'] as const;

export type Failure = (typeof FAILURES)[number];

/** Further models, and after which failures they are tried. */
export interface OrElseFields {
	readonly models: RowsField;
	readonly reasons: Readonly<Record<Failure, BooleanField>>;
}

/** The label of the list of further models. */
export const IF_IT_FAILS = 'If It Fails';

const reasons: OrElseFields['reasons'] = {
	refused: toggle('try_next_if_refused', {
		label: 'Try Next If Refused',
		help: 'Whether to try it',
		standard: true,
	}),
	failed: toggle('try_next_if_failed', {
		label: 'Try Next If Failed',
		help: 'Whether to try it',
		standard: true,
	}),
	timeout: toggle('try_next_on_timeout', {
		label: 'Try Next on Timeout',
		help: 'Whether to cancel and try it',
		standard: true,
	}),
	content: toggle('try_next_if_content_refused', {
		label: 'Try Next If Content Refused',
		help: 'Whether to try; may cost again',
		standard: false,
	}),
};

/** Rows of models like the first one, tried in their order. */
export const orElseFields = (model: TextField): OrElseFields => ({
	models: rows('if_it_fails', {
		label: IF_IT_FAILS,
		help: 'Models to try in this order',
		entry: 'Model',
		fields: [{ ...model, help: 'The next model', required: false }],
	}),
	reasons,
});
