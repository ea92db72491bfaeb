import type { Readable } from 'node:stream';

/** An answer before it goes over the wire. `json` is sent as text, `content` as it is. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly json?: unknown;
	readonly content?: Buffer | Readable;
}

export const jsonAnswer = (
	status: number,
	json: unknown,
	headers: Readonly<Record<string, string>> = {},
): Answer => ({
	status,
	headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
	json,
});

/** PiAPI's envelope around the data of a request that went well. */
export const success = (data: unknown): Answer =>
	jsonAnswer(200, { code: 200, data, message: 'success' });

/** PiAPI's envelope around a refusal. */
export const refusal = (
	status: number,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): Answer => jsonAnswer(status, { code: status, data: null, message }, headers);

/** The page of a gateway in front of PiAPI, which knows no envelope. */
export const gatewayPage = (
	status: number,
	title: string,
	headers: Readonly<Record<string, string>> = {},
): Answer => ({
	status,
	headers: { 'content-type': 'text/html', ...headers },
	content: Buffer.from(
		`<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
	),
});

export const redirectTo = (location: string): Answer => ({
	status: 302,
	headers: { location },
	content: Buffer.alloc(0),
});

/** The bytes of an answer; a stream is left to the caller. */
export const bytesOf = ({ json, content }: Answer): Buffer | Readable =>
	content ?? Buffer.from(JSON.stringify(json));
