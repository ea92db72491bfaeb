import type { Pasted } from '../pasted';

/** What the converter tells the page. */
export type Outcome =
	| { readonly pasted: Pasted }
	/** For the person who pasted: what was found, and what is accepted. */
	| { readonly problem: string };
