import type { Answer } from './answers';

/** What the server does on the wire. */
export type Delivery =
	| { readonly way: 'answer'; readonly answer: Answer }
	| { readonly way: 'truncated'; readonly answer: Answer }
	| { readonly way: 'slow'; readonly answer: Answer; readonly seconds: number }
	| { readonly way: 'held'; readonly answer: Answer; readonly released: Promise<void> }
	| { readonly way: 'reset' }
	| { readonly way: 'hang' };
