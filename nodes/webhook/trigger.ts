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
import { isSecret } from './secret';
import { forgetSeen, openSeen } from './seen';
import { logRefusal } from './refusalLog';
import { testProblem, type Refusal } from './testProblem';
import { readTriggerOptions, wantsState, wantsTask } from './triggerOptions';

/** Milliseconds. PiAPI expects its answer soon; a slower status request is tried again with PiAPI's next call. */
const CONFIRM_WITHIN = 8_000;

function callOf(context: IWebhookFunctions): Call {
	const headers = context.getHeaderData();
	return {
		secretHeader: headers['x-webhook-secret'],
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
	try {
		return await received(context, families);
	} catch (thrown) {
		if (isTestOf(context)) return unexpected(thrown);
		const reason = thrown instanceof Error ? thrown.message : String(thrown);
		context.logger.warn(`A webhook from PiAPI could not be processed: ${reason}`);
		return answer(context, 503, 'try again later');
	}
}

/** The problem ends a test. */
async function received(
	context: IWebhookFunctions,
	families: readonly Family[],
): Promise<IWebhookResponseData | Problem> {
	const options = readTriggerOptions(context, families);
	const isTest = isTestOf(context);
	const refuse = (refusal: Refusal, problem: Problem | undefined, secrets: readonly string[]) => {
		if (problem && isTest) return { ...problem, message: withoutSecrets(problem.message, secrets) };
		const { status, reason } = refusal;
		if (isTest) context.logger.info(`A test call was answered with ${status}: ${reason}`);
		else if (problem) logRefusal(context, refusal, problem, secrets, systemClock);
		return answer(context, status, reason);
	};
	if (isProblem(options)) return refuse(NOT_SET_UP, options, []);
	const call = callOf(context);
	const reader = openCredential(context, systemClock);
	const connection = await connectFor(call, reader);
	if (isProblem(connection)) return refuse(NOT_SET_UP, connection, []);
	const { secrets, webhookSecret } = connection;
	const verdict = await receive(call, {
		secret: webhookSecret,
		confirm: options.verifies
			? async (taskId) => await confirmTask(taskId, connection, reader)
			: undefined,
		wantsState: (status) => wantsState(status, options),
		wantsTask: (task) => wantsTask(task, families, options),
		seen: isTest
			? undefined
			: openSeen(triggerOf(context), context.getWorkflowStaticData('node'), systemClock),
	});
	if ('status' in verdict) {
		const isOrdinary = verdict.reason === 'not wanted' && !isTest;
		return refuse(verdict, isOrdinary ? undefined : testProblem(verdict), secrets);
	}
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

/** PiAPI calls again: what an expression gives may be another value then, or somebody has corrected the credential. */
const NOT_SET_UP: Refusal = { status: 503, reason: 'not set up' };

/** With the credential that was read up to ten seconds ago; if it does not fit the call, with the current one. */
async function connectFor(
	{ secretHeader }: Call,
	reader: CredentialReader,
): Promise<PiApiConnection | Problem> {
	const connection = await connect(reader.context, systemClock);
	const fits =
		!isProblem(connection) &&
		(connection.webhookSecret === '' || isSecret(connection.webhookSecret, secretHeader));
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
