import type { IHookFunctions, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Family } from '../catalog/vocabulary';
import { connect, type PiApiConnection } from '../execute/connection';
import { itemsOf } from '../execute/outcome';
import { answer, answerWhenStored } from '../execute/respond';
import { partsOf } from '../result/item';
import { checkTask, type Check } from '../task/checkTask';
import { systemClock } from '../task/clock';
import { isProblem, unexpected, withoutSecrets, type Problem } from '../transport/problem';
import { withTimeout } from '../transport/withTimeout';
import { forgetCredential, openCredential, type CredentialReader } from './credentialCache';
import { receive, type Call } from './receive';
import { carriesSecret } from './secret';
import { forgetSeen, openSeen } from './seen';
import { logFailure, logRefusal } from './refusalLog';
import { testProblem, type Refusal } from './testProblem';
import { readTriggerOptions, wantsState, wantsTask } from './triggerOptions';

/** Milliseconds. PiAPI expects its answer soon; a slower status request is tried again with PiAPI's next call. */
const CONFIRM_WITHIN = 8_000;

function callOf(context: IWebhookFunctions): Call {
	const headers = context.getHeaderData();
	return {
		contentType: headers['content-type'] ?? '',
		body: context.getBodyData(),
	};
}

/**
 * A trigger that could never start its workflow, or that anyone could start, is not published. Without a secret, each call has
 * to be confirmed with the key.
 */
export async function assertCanReceive(
	context: IHookFunctions,
	families: readonly Family[],
): Promise<void> {
	const { webhookSecret } = await context.getCredentials('piApi');
	const options = readTriggerOptions(context, families);
	const hasSecret = typeof webhookSecret === 'string' && webhookSecret.trim() !== '';
	// On activation, n8n shows only the message of an error.
	if (isProblem(options)) throw new NodeOperationError(context.getNode(), sentencesOf(options));
	if (options.events.length === 0) {
		throw new NodeOperationError(
			context.getNode(),
			'Events is empty. Choose at least one event, or nothing starts this workflow.',
		);
	}
	if (options.verifies || hasSecret) return;
	throw new NodeOperationError(
		context.getNode(),
		'Without a Webhook Secret anyone could start this workflow. Set the Webhook Secret of the PiAPI credential, or turn on Verify With PiAPI in the options.',
	);
}

const sentencesOf = ({ message, advice }: Problem): string => `${message}. ${advice}`;

const triggerOf = (context: IWebhookFunctions | IHookFunctions): string =>
	`${context.getWorkflow().id ?? ''} ${context.getNode().id}`;

/** The trigger is no longer active: what it kept is in its static data. */
export function endTrigger(context: IHookFunctions): void {
	forgetSeen(triggerOf(context), systemClock);
	forgetCredential(context);
}

/** While the editor listens for a test event. */
const isTestOf = (context: IWebhookFunctions): boolean => context.getMode() === 'manual';

/**
 * Answers a call of PiAPI. It throws only in a test, where n8n ends the test with the error of this node and runs no
 * other. Without that the editor would listen on without a word.
 */
export async function receiveWebhook(
	context: IWebhookFunctions,
	families: readonly Family[],
): Promise<IWebhookResponseData> {
	const outcome = await outcomeOf(context, families);
	if (!isProblem(outcome)) return outcome;
	const { message, advice: description } = outcome;
	throw new NodeOperationError(context.getNode(), message, { description });
}

async function outcomeOf(
	context: IWebhookFunctions,
	families: readonly Family[],
): Promise<IWebhookResponseData | Problem> {
	const secrets: string[] = [];
	try {
		return await received(context, families, secrets);
	} catch (thrown) {
		const problem = unexpected(thrown);
		const clean = { ...problem, message: withoutSecrets(problem.message, secrets) };
		if (isTestOf(context)) return clean;
		logFailure(context, FAILED, clean, systemClock);
		return answer(context, FAILED.status, FAILED.reason);
	}
}

/** The problem ends a test. `secrets` are filled in as they are read. */
async function received(
	context: IWebhookFunctions,
	families: readonly Family[],
	secrets: string[],
): Promise<IWebhookResponseData | Problem> {
	const isTest = isTestOf(context);
	const refuse = (refusal: Refusal, problem = testProblem(refusal)) => {
		const { status, reason } = refusal;
		if (problem && isTest) return { ...problem, message: withoutSecrets(problem.message, secrets) };
		if (isTest) context.logger.info(`A test call was answered with ${status}: ${reason}`);
		else if (problem && reason !== 'not wanted')
			logRefusal(context, refusal, problem, secrets, systemClock);
		return answer(context, status, reason);
	};
	const header = context.getHeaderData()['x-webhook-secret'];
	const reader = openCredential(context, systemClock);
	const connection = await connectFor(header, reader);
	if (isProblem(connection)) return refuse(NOT_SET_UP, connection);
	const { webhookSecret } = connection;
	secrets.push(...connection.secrets);
	// Before anything else is read: a stranger learns nothing about the trigger.
	if (!carriesSecret(webhookSecret, header)) return refuse(UNAUTHORIZED);
	const options = readTriggerOptions(context, families);
	if (isProblem(options)) return refuse(NOT_SET_UP, options);
	if (webhookSecret === '' && !options.verifies) return refuse(NOT_SET_UP);
	const verdict = await receive(callOf(context), {
		confirm: options.verifies
			? async (taskId) => await confirmTask(taskId, connection, reader)
			: undefined,
		wantsState: (status) => wantsState(status, options),
		wantsTask: (task) => wantsTask(task, families, options),
		seen: isTest
			? undefined
			: openSeen(triggerOf(context), context.getWorkflowStaticData('node'), systemClock),
	});
	if ('status' in verdict) return refuse(verdict);
	const { task, claim } = verdict;
	let isHandedOver = false;
	try {
		const { raw, oneItemPerFile } = options;
		const parts = partsOf(task, families, { form: raw ? 'raw' : 'simplified' }, oneItemPerFile);
		const items = parts.map(({ json }) => ({ json }));
		const start = answerWhenStored(context, [itemsOf([items], secrets)], claim);
		isHandedOver = true;
		return start;
	} finally {
		if (!isHandedOver) claim?.release();
	}
}

const UNAUTHORIZED: Refusal = { status: 401, reason: '' };
const FAILED: Refusal = { status: 503, reason: 'try again later' };
/** PiAPI calls again: what an expression gives may be another value then, or somebody has corrected the credential. */
const NOT_SET_UP: Refusal = { status: 503, reason: 'not set up' };

/** With the credential that was read up to ten seconds ago; if it does not fit the call, with the current one. */
async function connectFor(
	secretHeader: unknown,
	reader: CredentialReader,
): Promise<PiApiConnection | Problem> {
	const connection = await connect(reader.context, systemClock);
	const fits = !isProblem(connection) && carriesSecret(connection.webhookSecret, secretHeader);
	if (fits || !reader.wasKept) return connection;
	reader.renew();
	return await connect(reader.context, systemClock);
}

const isUnauthorized = (check: Check | undefined): boolean =>
	check?.outcome === 'refused' && check.problem.httpCode === '401';

/** The task as PiAPI knows it; a key that was replaced in the meantime is read again. */
async function confirmTask(
	taskId: string,
	{ client }: PiApiConnection,
	reader: CredentialReader,
): Promise<Check | undefined> {
	const check = await withTimeout(systemClock, CONFIRM_WITHIN, checkTask(client, taskId));
	if (!reader.wasKept || !isUnauthorized(check)) return check;
	reader.renew();
	const connection = await connect(reader.context, systemClock);
	return isProblem(connection)
		? check
		: await withTimeout(systemClock, CONFIRM_WITHIN, checkTask(connection.client, taskId));
}
