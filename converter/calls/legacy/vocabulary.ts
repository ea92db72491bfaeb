import type { Api } from '../api';
import type { TemplateObject } from '../bodyTemplate';
import type { Rule } from './fields';

/** A call that creates a task. */
export interface FormerCreate {
	readonly path: string;
	readonly model: string;
	readonly taskType: string;
	readonly fields: Readonly<Record<string, Rule>>;
	/** What the body means where it has no such field, if the unified API may take it otherwise. */
	readonly defaults?: TemplateObject;
	/** Why a body stays as it is, for more than one of its fields. */
	readonly refusal?: (body: TemplateObject) => string | undefined;
	/** What a person should check about a body that is taken over. */
	readonly notes?: (body: TemplateObject) => readonly string[];
}

/** A call about a task, whose ID is in the path or in the body. */
export interface FormerTaskCall {
	readonly kind: 'get' | 'cancel';
	readonly method: string;
	/** With `{task_id}` where the ID is. */
	readonly path: string;
}

/** An API of PiAPI before the unified one. */
export interface FormerApi {
	/** Every path that begins like this belongs to the API. */
	readonly prefix: string;
	readonly creates: readonly FormerCreate[];
	readonly aboutTasks: readonly FormerTaskCall[];
	/** Known calls that the unified API has no certain counterpart of. */
	readonly others: ReadonlyArray<{ readonly path: string; readonly what: string }>;
	/** How it answers to a create. */
	readonly created: Api;
	/** How it answers to a status request. */
	readonly checked: Api;
}
