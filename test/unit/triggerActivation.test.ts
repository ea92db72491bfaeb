import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { assertCanReceive } from '../../nodes/webhook/trigger';
import { anyNode } from './anyNode';

const activate = async (webhookSecret: unknown, options: IDataObject): Promise<void> => {
	const context = {
		getNode: () => anyNode,
		getNodeParameter: (name: string) => (name === 'options' ? options : ['completed']),
		getCredentials: async (name: string) =>
			await Promise.resolve(name === 'piApi' ? { webhookSecret } : {}),
	} as unknown as IHookFunctions;
	await assertCanReceive(context, families);
};

describe('the activation of a trigger', () => {
	it.each<[unknown, IDataObject]>([
		['a secret', { verifyWithPiApi: false }],
		['a secret', {}],
		['', {}],
		[undefined, { verifyWithPiApi: true }],
	])('is possible with the secret %j and the options %j', async (secret, options) => {
		await expect(activate(secret, options)).resolves.toBeUndefined();
	});

	it.each(['', undefined, 5, ' \n '])(
		'is refused where anybody could start the workflow (secret %j)',
		async (secret) => {
			await expect(activate(secret, { verifyWithPiApi: false })).rejects.toThrow(
				/^Without a Webhook Secret anyone could start this workflow\./,
			);
		},
	);
});
