import type { IWebhookFunctions } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import { withoutSecrets, type Problem } from '../transport/problem';
import type { Refusal } from './testProblem';

/** Milliseconds. Anyone can call a webhook as often as they like, so the log has each reason once in this time. */
const ONCE_IN = 10 * 60_000;
const MOST_KEYS = 1_000;

/** When the log last had a reason, by trigger and reason; the latest come last. */
const loggedAt = new Map<string, number>();

function isDue(key: string, { now }: Pick<Clock, 'now'>): boolean {
	const time = now();
	if (time < (loggedAt.get(key) ?? -Infinity) + ONCE_IN) return false;
	loggedAt.delete(key);
	loggedAt.set(key, time);
	for (const oldest of [...loggedAt.keys()].slice(0, -MOST_KEYS)) loggedAt.delete(oldest);
	return true;
}

const keyOf = (context: IWebhookFunctions, { status, reason }: Refusal): string =>
	[context.getWorkflow().id, context.getNode().id, status, reason].join(' ');

/** Whether the trigger cannot work until somebody does something. Others are about one call, which may be forged. */
const isOfTrigger = ({ reason, check }: Refusal): boolean =>
	reason === 'not set up' || check?.outcome === 'refused';

/** Nobody sees the answers to PiAPI's calls: without this, results would be lost for no known reason. */
export function logRefusal(
	context: IWebhookFunctions,
	refusal: Refusal,
	{ message, advice }: Problem,
	secrets: readonly string[],
	clock: Pick<Clock, 'now'>,
): void {
	if (!isDue(keyOf(context, refusal), clock)) return;
	const { id = '' } = context.getWorkflow();
	const { name } = context.getNode();
	const tell = (text: string): string =>
		withoutSecrets(`A webhook did not start workflow ${id} at "${name}": ${text}`, secrets);
	if (isOfTrigger(refusal)) context.logger.warn(tell(`${message}. ${advice}`));
	else context.logger.info(tell(message));
}

/** Something unexpected, which may have been thrown before the secret of the call was checked. */
export function logFailure(
	context: IWebhookFunctions,
	refusal: Refusal,
	{ message }: Problem,
	clock: Pick<Clock, 'now'>,
): void {
	if (!isDue(keyOf(context, refusal), clock)) return;
	context.logger.warn(`A webhook from PiAPI could not be processed: ${message}`);
}
