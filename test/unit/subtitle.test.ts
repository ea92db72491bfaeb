import type { INodeParameters, INodeType } from 'n8n-workflow';

import { piApiFamilies } from '../../nodes/catalog';
import { Midjourney } from '../../nodes/Midjourney/Midjourney.node';
import { PiApi } from '../../nodes/PiApi/PiApi.node';
import { PiApiTrigger } from '../../nodes/PiApiTrigger/PiApiTrigger.node';
import { expressionsOf } from './nodeExpressions';

/** What n8n makes of a node's subtitle. */
const shown = (type: INodeType, parameters: INodeParameters): unknown =>
	expressionsOf(type, parameters)(type.description.subtitle);

describe('the line under a node', () => {
	it('names the operation of Midjourney', () => {
		expect(shown(new Midjourney(), { operation: 'cancelManyTasks' })).toBe('Cancel Many Tasks');
	});

	it('names family and operation of every operation as the form does', () => {
		for (const { value: resource, name, operations } of piApiFamilies) {
			for (const { value: operation, name: operationName } of operations) {
				expect(shown(new PiApi(), { resource, operation })).toBe(
					`${name.replace(/ \(.*\)$/, '')}: ${operationName}`,
				);
			}
		}
	});

	it.each([
		[['completed', 'failed'], 'completed, failed'],
		['completed', 'completed'],
		["={{ ['failed'] }}", 'failed'],
		["={{ 'completed, failed' }}", 'completed, failed'],
	])('names the events of the trigger, however they are given: %j', (events, text) => {
		expect(shown(new PiApiTrigger(), { events })).toBe(text);
	});

	it('names what is not a family', () => {
		const custom = { resource: 'customTask', operation: 'create' };
		expect(shown(new PiApi(), custom)).toBe('Custom Task: Create');
	});
});
