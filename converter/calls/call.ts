import type { Api } from './api';
import type { TemplateObject } from './bodyTemplate';

interface Common {
	/** The API whose answer the workflow reads, where it is not the unified one. */
	readonly api?: Api;
	/** Whether the workflow takes answers with an error like any other. */
	readonly ignoresErrors?: boolean;
	/** What a person should check about the call itself. */
	readonly notes?: readonly string[];
}

/** What an HTTP Request node asks of PiAPI. */
export type Call = Common &
	(
		| {
				readonly kind: 'create' | 'chat' | 'generateImages' | 'upload';
				readonly body: TemplateObject;
		  }
		| { readonly kind: 'get' | 'cancel'; readonly taskId: string }
		| { readonly kind: 'account' | 'activeTasks' }
	);

/** What cannot be taken over, in words. */
export class Unclear {
	constructor(
		readonly reason: string,
		/** The API that is called, where it is not the unified one. */
		readonly api?: Api,
	) {}
}

export const UNREADABLE =
	'its body cannot be read: write it as JSON in which each expression is a value or part of a text, and convert again';
