import { setTimeout as sleep } from 'node:timers/promises';
import { ClearFailure, messageOf } from '../command/failure';

interface RequestFacts {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	readonly path: string;
	readonly body?: unknown;
}

/** Ties the session to this client, as the editor does with an id it keeps in the browser. */
const browserId = 'n8n-nodes-piapi-unified';
const requestTimeout = 120_000;
const databasePatience = 180_000;

/** The calls to one n8n, with one login. */
export class Session {
	private cookie = '';

	constructor(readonly url: string) {}

	/** Whether n8n answers and its database is ready. */
	async isReady(): Promise<boolean> {
		try {
			if (!(await this.isHealthy())) return false;
			// The editor's own routes come up a little later than the health check.
			const settings = await fetch(`${this.url}/rest/settings`, {
				signal: AbortSignal.timeout(5_000),
			});
			return settings.ok && (settings.headers.get('content-type') ?? '').includes('json');
		} catch {
			return false;
		}
	}

	/** Whether the process answers and is connected to its database, and to its queue if it has one. */
	async isHealthy(): Promise<boolean> {
		const signal = AbortSignal.timeout(5_000);
		const response = fetch(`${this.url}/healthz/readiness`, { signal });
		return await response.then(
			({ ok }) => ok,
			() => false,
		);
	}

	async get<Data>(path: string): Promise<Data> {
		return await this.request<Data>({ method: 'GET', path });
	}

	async post<Data>(path: string, body: unknown): Promise<Data> {
		return await this.request<Data>({ method: 'POST', path, body });
	}

	/** One call to n8n's REST interface; resolves with its `data`. */
	async request<Data>(facts: RequestFacts): Promise<Data> {
		const response = await this.send(facts);
		const { data } = (await response.json()) as { data: Data };
		return data;
	}

	async send(facts: RequestFacts): Promise<Response> {
		const { method, path } = facts;
		const patienceEnds = Date.now() + databasePatience;
		for (;;) {
			const response = await this.attempt(facts);
			if (response.ok) {
				this.cookie = loginCookie(response) ?? this.cookie;
				return response;
			}
			const text = (await response.text()).slice(0, 500);
			if (!isTurnedAway(response, text) || Date.now() > patienceEnds) {
				throw new ClearFailure(`n8n answered ${response.status} to ${method} ${path}: ${text}`);
			}
			await sleep(500);
		}
	}

	private async attempt({ method, path, body }: RequestFacts): Promise<Response> {
		return await fetch(this.url + path, {
			method,
			headers: {
				'browser-id': browserId,
				// n8n closes an idle connection after some seconds, at times just when the next request goes out on it.
				connection: 'close',
				...(this.cookie === '' ? {} : { cookie: this.cookie }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(requestTimeout),
		}).catch((error: unknown) => {
			throw new ClearFailure(`n8n at ${this.url} does not answer: ${causeOf(error)}`);
		});
	}
}

/** An n8n whose database answers late turns every call away before it does anything with it. */
const isTurnedAway = ({ status }: Response, text: string): boolean =>
	status === 503 && text.includes('Database is not ready');

const causeOf = (error: unknown): string =>
	messageOf((error as { cause?: unknown } | undefined)?.cause ?? error);

const loginCookie = (response: Response): string | undefined =>
	response.headers
		.getSetCookie()
		.find((cookie) => cookie.startsWith('n8n-auth='))
		?.split(';')[0];
