/** An answer before it is sent: `json` as text, `content` as it is. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly json?: unknown;
	readonly content?: Buffer | Iterable<Buffer>;
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

/** The endpoints in the form of the OpenAI API know no envelope. */
export const openAiRefusal = (status: number, message: string): Answer =>
	jsonAnswer(status, { error: { message, type: 'invalid_request_error' } });

/** The page of a gateway before PiAPI, which knows no envelope. */
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

/** The page of a network that requires a login first. It does not call itself a refusal. */
export const loginPage = (): Answer => ({
	status: 200,
	headers: { 'content-type': 'text/html; charset=utf-8' },
	content: Buffer.from(
		'<!DOCTYPE html><html><head><title>Log in</title></head><body><h1>Log in to use this network</h1>' +
			'<form method="post"><input name="user"><input name="password" type="password"></form></body></html>',
	),
});

export const redirectTo = (location: string): Answer => ({
	status: 302,
	headers: { location },
	content: Buffer.alloc(0),
});

/** The bytes of an answer; a stream of chunks is left to the caller. */
export const bytesOf = ({ json, content }: Answer): Buffer | Iterable<Buffer> =>
	content ?? Buffer.from(JSON.stringify(json));
