import { families, nodeTypeOf } from '../../nodes/catalog';
import { labelOf } from '../../converter/nodes/labels';

const PIAPI = 'n8n-nodes-piapi-unified.piApi';

describe('the label of a converted node', () => {
	it.each<[Record<string, unknown>, string]>([
		[{ resource: 'flux', operation: 'generateImage' }, 'PiAPI > Flux > Generate Image'],
		[{ resource: 'task', operation: 'get' }, 'PiAPI > Task > Get'],
		[{ resource: 'account', operation: 'get' }, 'PiAPI > Account > Get'],
		[{ resource: 'file', operation: 'upload' }, 'PiAPI > File > Upload'],
		[{ resource: 'customTask', operation: 'create' }, 'PiAPI > Custom Task > Create'],
		[{ resource: 'gptImage', operation: 'generate' }, 'PiAPI > GPT Image > Generate'],
		[{ resource: 'chat', operation: 'message' }, 'PiAPI > Chat > Message a Model'],
	])('of %j is %s', (parameters, label) => {
		expect(labelOf({ type: PIAPI, parameters })).toBe(label);
	});

	it('of Midjourney does not say its name twice', () => {
		const type = 'n8n-nodes-piapi-unified.midjourney';
		expect(labelOf({ type, parameters: { operation: 'imagine' } })).toBe('Midjourney > Imagine');
	});

	it('has the name of every operation of every family', () => {
		for (const family of families) {
			for (const { name, value: operation } of family.operations) {
				const parameters = { resource: family.value, operation };
				expect(labelOf({ type: nodeTypeOf(family), parameters })).toMatch(
					new RegExp(` > ${name.replace(/[()[\].]/g, '\\$&')}$`),
				);
			}
		}
	});
});
