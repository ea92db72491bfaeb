import type { IncomingHttpHeaders } from 'node:http';

export type OriginName = 'api' | 'upload' | 'file' | 'external';

export type RequestKind =
	| 'create'
	| 'status'
	| 'history'
	| 'cancel'
	| 'cancelMany'
	| 'account'
	| 'activeTasks'
	| 'upload'
	| 'chat'
	| 'images'
	| 'file'
	| 'external'
	| 'unknown';

/** One request that reached the simulator. `answered` stays undefined while there is no answer. */
export interface RequestRecord {
	readonly number: number;
	readonly origin: OriginName;
	readonly kind: RequestKind;
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: IncomingHttpHeaders;
	/** The body as text, byte for byte. */
	readonly rawBody: string;
	/** The body read as JSON, or undefined when it is none. */
	readonly body: unknown;
	/** The body read as a form of several parts, or undefined when it is none. */
	readonly form: FormData | undefined;
	readonly at: number;
	answered: number | 'reset' | undefined;
	/** The fault that was played on it. */
	fault: string | undefined;
	/** Remarks on it, although it was taken. */
	readonly remarks: string[];
	/** The client went away before the answer was complete. */
	abandoned: boolean;
}

export interface UploadRecord {
	readonly fileName: string;
	readonly content: Buffer;
	readonly url: string;
	readonly at: number;
}
