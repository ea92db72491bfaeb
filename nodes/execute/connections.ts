import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';

import type { Clock } from '../transport/clock';
import { createProblem, isProblem, type Problem } from '../transport/problem';
import type { StopSignal } from '../transport/stopSignal';
import { connectWith, CREDENTIAL, type PiApiConnection } from './connection';
import { reasonOf } from './thrown';

/** The connections of a run: one for all items, or one for each key where the credential depends on the item. */
export interface Connections {
	/** A problem where the credential of the item cannot be read. */
	of(itemIndex: number): Promise<PiApiConnection | Problem>;
	/** Fires when the execution is stopped, and when the node is done. */
	readonly stop: StopSignal;
	/** Whether items may use different keys. */
	readonly dependOnItem: boolean;
	/** Whether a callback, which has no data of the run, would find another credential. Only asked where it matters. */
	readonly dependOnRun: boolean;
	/** What must appear in no output: the secrets of every connection so far. */
	secrets(): string[];
}

type Reading = ICredentialDataDecryptedObject | Problem;

async function readCredential(context: IExecuteFunctions, itemIndex: number): Promise<Reading> {
	try {
		return await context.getCredentials(CREDENTIAL, itemIndex);
	} catch (thrown) {
		const { message, description } = reasonOf(thrown);
		return createProblem({
			message: `The PiAPI credential could not be read: ${message}`,
			advice: `${description} Choose a credential in the node, and check its expressions.`.trim(),
			type: 'credential',
		});
	}
}

const areSame = (one: Reading, other: Reading): boolean =>
	JSON.stringify(one) === JSON.stringify(other);

/** So many items are all compared: n8n starts a V8 isolate for each reading, which is too much for a thousand. */
const FEW_ITEMS = 8;

/**
 * Items whose credential tells whether it depends on the item: those that do not exist, for which one that does fails or
 * gives something else; more than one, since every second or third item may have the same key; and some that exist, since a
 * key that is missing may have a default.
 */
function itemsToCompare(count: number): number[] {
	const existing =
		count <= FEW_ITEMS ? Array.from({ length: count }, (_, index) => index) : [1, count - 1];
	return [count, count + 1, count + 2, ...existing.filter((index) => index > 0)];
}

/** n8n does not tell whether a credential holds expressions. */
async function dependsOnItem(context: IExecuteFunctions, first: Reading): Promise<boolean> {
	for (const itemIndex of itemsToCompare(context.getInputData().length)) {
		if (!areSame(first, await readCredential(context, itemIndex))) return true;
	}
	return false;
}

/** A class of n8n's whose methods work on its own objects only. */
const isPrivate = ({ message }: Problem): boolean => message.includes('private member');

/**
 * n8n resolves the expressions of a credential without the data of the run when it reads it for a webhook. It does the
 * same for a context that has no input; a context without that property is not changed by this.
 */
async function dependsOnRun(context: IExecuteFunctions, first: Reading): Promise<boolean> {
	const withoutRun = Object.create(context, {
		connectionInputData: { value: undefined },
	}) as IExecuteFunctions;
	const reading = await readCredential(withoutRun, 0);
	return !(isProblem(reading) && isPrivate(reading)) && !areSame(first, reading);
}

export async function openConnections(
	context: IExecuteFunctions,
	clock: Clock,
	stop: StopSignal,
	/** Whether the execution may pause until PiAPI calls back. */
	mayPause: boolean,
): Promise<Connections> {
	const byCredential = new Map<string, PiApiConnection | Problem>();
	const connectionOf = (reading: Reading): PiApiConnection | Problem => {
		if (isProblem(reading)) return reading;
		const key = JSON.stringify(reading);
		const connection = byCredential.get(key) ?? connectWith(context, reading, clock, stop);
		byCredential.set(key, connection);
		return connection;
	};
	const first = await readCredential(context, 0);
	const hasSeveral = context.getInputData().length > 1;
	const dependOnItem = hasSeveral && (await dependsOnItem(context, first));
	const dependOnRun =
		mayPause &&
		!dependOnItem &&
		((await dependsOnRun(context, first)) ||
			(!hasSeveral && (await dependsOnItem(context, first))));
	return {
		stop,
		dependOnItem,
		dependOnRun,
		of: async (itemIndex) =>
			connectionOf(
				dependOnItem && itemIndex > 0 ? await readCredential(context, itemIndex) : first,
			),
		secrets: () => [
			...new Set(
				[...byCredential.values()].flatMap((one) => (isProblem(one) ? [] : [...one.secrets])),
			),
		],
	};
}
