import type { ICredentialDataDecryptedObject, IWebhookFunctions } from 'n8n-workflow';

import type { Clock } from '../transport/clock';

/** Milliseconds. n8n starts a V8 isolate for each decryption, which costs more than all else that a webhook does. */
const KEPT_FOR = 10_000;
const CREDENTIAL = 'piApi';

interface Kept {
	readonly credentials: Promise<ICredentialDataDecryptedObject>;
	/** Milliseconds since the epoch. */
	readonly readAt: number;
}

const keptByNode = new Map<string, Kept>();

type NodeContext = Pick<IWebhookFunctions, 'getNode' | 'getWorkflow'>;

/** The credential with its node: another node may not be allowed to use it. */
const keyOf = (context: NodeContext): string => {
	const { id, credentials } = context.getNode();
	return [context.getWorkflow().id, id, credentials?.[CREDENTIAL]?.id].join(' ');
};

/** The oldest come first. */
function dropExpired(now: number): void {
	for (const [key, { readAt }] of keptByNode) {
		if (now - readAt < KEPT_FOR && now >= readAt) return;
		keptByNode.delete(key);
	}
}

export interface CredentialReader {
	/** Whether an earlier call has read the credential, so that it may have changed since. */
	readonly wasKept: boolean;
	/** The next read asks n8n. */
	renew(): void;
	/** The context of the node, which reads the credential through the cache. */
	readonly context: IWebhookFunctions;
}

/** Reads the credential of a webhook's node at most once in ten seconds. */
export function openCredential(
	context: IWebhookFunctions,
	clock: Pick<Clock, 'now'>,
): CredentialReader {
	const key = keyOf(context);
	const read = async (): Promise<ICredentialDataDecryptedObject> => {
		const kept = keptByNode.get(key);
		if (kept) return await kept.credentials;
		const credentials = context.getCredentials(CREDENTIAL);
		keptByNode.set(key, { credentials, readAt: clock.now() });
		credentials.catch(() => keptByNode.delete(key));
		return await credentials;
	};
	dropExpired(clock.now());
	return {
		wasKept: keptByNode.has(key),
		renew: () => void keptByNode.delete(key),
		context: {
			getCredentials: read,
			getNode: () => context.getNode(),
			helpers: context.helpers,
			logger: context.logger,
		} as unknown as IWebhookFunctions,
	};
}

/** The node receives no more webhooks: its credential need not stay in memory. */
export const forgetCredential = (context: NodeContext): void =>
	void keptByNode.delete(keyOf(context));
