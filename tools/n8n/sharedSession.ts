import { readFileSync } from 'node:fs';
import type { N8nInstance } from './instance';
import { N8nClient, type Owner } from './client';
import type { CredentialReference } from './workflow';
import type { Simulator } from '../simulator/simulator';

/** The owner account of an n8n of the tests. */
export const owner: Owner = { email: 'owner@example.com', password: 'Only4TheseTests' };

/** What the test files need to know of the n8n that was started for all of them. */
interface Session {
	readonly url: string;
	readonly logFile: string;
	/** How much of the log was written before the first test. */
	readonly startLogLength: number;
}

const variable = 'N8N_TEST_SESSION';

export function shareSession(session: Session): void {
	process.env[variable] = JSON.stringify(session);
}

export function sharedSession(): Session {
	const text = process.env[variable];
	if (text === undefined) throw new Error('Run these tests with: npm run test:n8n');
	return JSON.parse(text) as Session;
}

/** A client that is logged in to the shared n8n. */
export async function openClient(): Promise<N8nClient> {
	const client = new N8nClient(sharedSession().url);
	await client.logIn(owner);
	return client;
}

/** All that the shared n8n has written so far. */
export const n8nLog = (): string => readFileSync(sharedSession().logFile, 'utf8');

/** What the shared n8n wrote while it started. */
export const n8nStartLog = (): string => n8nLog().slice(0, sharedSession().startLogLength);

export const credentialType = 'piApi';

/** What a user would type into the credential to use this simulator. */
export const credentialDataFor = (simulator: Simulator, webhookSecret = '') => ({
	apiKey: simulator.apiKey,
	webhookSecret,
	baseUrl: simulator.url,
	uploadUrl: simulator.uploadUrl,
});

export const saveCredential = async (
	client: N8nClient,
	simulator: Simulator,
	webhookSecret?: string,
): Promise<CredentialReference> =>
	await client.createCredential(
		`Simulator at ${simulator.url}`,
		credentialType,
		credentialDataFor(simulator, webhookSecret),
	);

/** The setup and the teardown run in one process and share this. */
export const started: { n8n?: N8nInstance } = {};
