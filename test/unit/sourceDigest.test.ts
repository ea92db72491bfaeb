import type { IDataObject, INode } from 'n8n-workflow';

import { sourceDigest } from '../../nodes/execute/sourceDigest';
import { anyNode } from './anyNode';

const digest = (json: IDataObject, node: Partial<INode> = {}): string | undefined =>
	sourceDigest({ getInputData: () => [{ json }], getNode: () => ({ ...anyNode, ...node }) }, 0);

const parameters = { prompt: '={{ $now }}' };

it('is the same for the same item and settings, whatever their expressions give', () => {
	expect(digest({ a: 1, b: 2 }, { parameters })).toBe(digest({ b: 2, a: 1 }, { parameters }));
});

it('differs with the item and with the settings', () => {
	const all = [
		digest({ a: 1 }, { parameters }),
		digest({ a: 2 }, { parameters }),
		digest({ a: 1 }, { parameters: { prompt: 'a fox' } }),
	];
	expect(new Set(all).size).toBe(3);
});

describe('for a tool of an agent', () => {
	const ofTool = (json: IDataObject) =>
		digest(json, { parameters, type: 'n8n-nodes-piapi-unified.piApiTool' });

	it('is none where nothing tells its calls apart', () => {
		expect(ofTool({ prompt: 'a fox' })).toBeUndefined();
	});

	it('is that of the call where the agent names it', () => {
		expect(ofTool({ toolCallId: 'call_1' })).toBe(ofTool({ toolCallId: 'call_1' }));
		expect(ofTool({ toolCallId: 'call_1' })).not.toBe(ofTool({ toolCallId: 'call_2' }));
	});
});
