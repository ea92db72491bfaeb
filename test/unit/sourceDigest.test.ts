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

it('is none for a tool, whose request comes from an agent', () => {
	expect(digest({ a: 1 }, { type: 'n8n-nodes-piapi-unified.piApiTool' })).toBeUndefined();
});
