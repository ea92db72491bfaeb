import { createHash } from 'crypto';

import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IWebhookFunctions,
} from 'n8n-workflow';

import { createClient, type Client, type Send } from '../transport/client';
import type { Clock } from '../transport/clock';
import { createLimiter } from '../transport/limiter';
import { createOpenAi, type OpenAi } from '../transport/openAi';
import { piApiTimeOf, type PiApiTime } from '../transport/piApiTime';
import { createRetry, type RetryFor } from '../transport/retry';
import { createProblem, type Problem } from '../transport/problem';
import type { StopSignal } from '../transport/stopSignal';

export const CREDENTIAL = 'piApi';
const REQUESTS_AT_ONCE = 32;
const ANSWERS_AT_ONCE = 8;

export interface PiApiConnection {
	/** Tells accounts apart without telling the key. */
	readonly account: string;
	readonly time: PiApiTime;
	/** Repeats a request that costs nothing, through passing faults. */
	readonly retry: RetryFor;
	readonly client: Client;
	/** For language models and images that answer at once. */
	readonly openAi: OpenAi;
	/** From the credential; empty when there is none. */
	readonly webhookSecret: string;
	/** Fires when the execution is stopped. */
	readonly stop?: StopSignal;
	/** What must appear in no output. */
	readonly secrets: readonly string[];
}

type Context = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

const sendWith =
	(context: Context): Send =>
	async (options: IHttpRequestOptions) =>
		(await context.helpers.httpRequestWithAuthentication.call(
			context as IExecuteFunctions,
			CREDENTIAL,
			options,
		)) as IN8nHttpFullResponse;

/**
 * The context as requests need it. n8n would cut off every request of one that knows the stop, a create as well, and
 * read the credential from its database for each.
 */
const forRequests = (context: Context, credentials: ICredentialDataDecryptedObject): Context =>
	({
		getCredentials: async () => await Promise.resolve(credentials),
		getNode: () => context.getNode(),
		helpers: context.helpers,
		logger: context.logger,
	}) as unknown as Context;

const isAddress = (text: string): boolean =>
	URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

/** The same key at the same address is one account, however the address is written. */
const accountOf = (baseUrl: string, apiKey: string): string =>
	createHash('sha256')
		.update(`${new URL(baseUrl).href.replace(/\/+$/, '')}\n${apiKey}`)
		.digest('hex');

/** Opens what a call needs to talk to PiAPI. */
export const connect = async (
	context: Context,
	clock: Clock,
	signal?: StopSignal,
): Promise<PiApiConnection | Problem> =>
	connectWith(context, await context.getCredentials(CREDENTIAL), clock, signal);

export function connectWith(
	context: Context,
	credentials: ICredentialDataDecryptedObject,
	clock: Clock,
	signal?: StopSignal,
): PiApiConnection | Problem {
	const [apiKey = '', webhookSecret = '', baseUrl = '', uploadUrl = ''] = [
		credentials.apiKey,
		credentials.webhookSecret,
		credentials.baseUrl,
		credentials.uploadUrl,
	].map((value) => (typeof value === 'string' ? value.trim() : ''));
	for (const [label, url] of [
		['Base URL', baseUrl],
		['File Upload URL', uploadUrl],
	] as const) {
		if (!isAddress(url)) {
			return createProblem({
				message: `${label} of the PiAPI credential must be an address that starts with https:// or http://`,
				advice: `Open the credential and set ${label} to such an address, e.g. https://api.piapi.ai.`,
				type: 'credential',
			});
		}
	}
	const send = sendWith(forRequests(context, credentials));
	const time = piApiTimeOf(baseUrl);
	return {
		account: accountOf(baseUrl, apiKey),
		time,
		retry: createRetry({ clock, signal }),
		webhookSecret,
		stop: signal,
		secrets: [apiKey, webhookSecret].filter((secret) => secret !== ''),
		client: createClient({
			send,
			baseUrl,
			uploadUrl,
			clock,
			time,
			limiter: createLimiter(REQUESTS_AT_ONCE, clock, signal),
			signal,
		}),
		openAi: createOpenAi({
			send,
			baseUrl,
			clock,
			limiter: createLimiter(ANSWERS_AT_ONCE, clock, signal),
			signal,
		}),
	};
}
