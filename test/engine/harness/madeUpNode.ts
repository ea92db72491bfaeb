import type {
	IAuthenticate,
	ICredentialType,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import type { RunOptions } from '../../../tools/engine';

export const SECRET = 'a very secret key';

class KeyCredential implements ICredentialType {
	name = 'piApi';

	displayName = 'Key API';

	properties: INodeProperties[] = [
		{ displayName: 'Key', name: 'apiKey', type: 'string', default: '' },
		{ displayName: 'Colour', name: 'colour', type: 'string', default: 'blue' },
	];

	authenticate: IAuthenticate = async ({ apiKey }, request) =>
		await Promise.resolve({ ...request, headers: { ...request.headers, 'x-api-key': apiKey } });
}

/** What the node does with one item; its result becomes the item's json. */
export type Act = (
	this: IExecuteFunctions,
	item: INodeExecutionData,
	index: number,
) => Promise<unknown>;

/** A node that does one thing with each item. */
export const nodeThat = (act: Act): INodeType => {
	const description: INodeTypeDescription = {
		displayName: 'Made Up',
		name: 'madeUp',
		group: ['transform'],
		version: [1, 2],
		description: 'Made up for a test',
		defaults: { name: 'Made Up' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'piApi', required: true }],
		properties: [{ displayName: 'Text', name: 'text', type: 'string', default: 'by default' }],
	};
	return {
		description,
		async execute(this: IExecuteFunctions) {
			const output: INodeExecutionData[] = [];
			for (const [index, item] of this.getInputData().entries()) {
				try {
					const json = (await act.call(this, item, index)) as INodeExecutionData['json'];
					output.push({ json, pairedItem: index });
				} catch (error) {
					if (!this.continueOnFail()) throw error;
					const { message } = error as Error;
					output.push({ json: { error: message }, pairedItem: index });
				}
			}
			return [output];
		},
	};
};

/** Options of a run of such a node. */
export const withNode = (act: Act, options: Partial<RunOptions> = {}): RunOptions => ({
	nodeClass: nodeThat(act),
	credentialClass: KeyCredential,
	credentials: { apiKey: SECRET },
	...options,
});
