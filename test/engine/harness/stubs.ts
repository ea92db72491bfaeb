import './environment';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** Hands its items on; stands in for nodes of n8n that are not installed. */
export const ITEMS_NODE = 'harness.items';

const describe = (
	name: string,
	isTrigger: boolean,
	properties: INodeProperties[] = [],
): INodeTypeDescription => ({
	displayName: name,
	name,
	group: [isTrigger ? 'trigger' : 'transform'],
	version: [1, 1.1, 1.2, 1.3, 2, 3, 3.1, 3.2, 3.3, 3.4],
	description: 'Stands in for a node of n8n',
	defaults: { name },
	inputs: isTrigger ? [] : [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties,
});

const passThrough = (name: string, isTrigger = false): INodeType => ({
	description: describe(name, isTrigger),
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
});

/** Edit Fields in its manual mode: each assignment becomes a top-level field. */
const editFields: INodeType = {
	description: describe('set', false, [
		{ displayName: 'Fields', name: 'assignments', type: 'assignmentCollection', default: {} },
		{ displayName: 'Include', name: 'includeOtherFields', type: 'boolean', default: false },
	]),
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData().map((item, index): INodeExecutionData => {
			const { assignments = [] } = this.getNodeParameter('assignments', index) as {
				assignments?: Array<{ name: string; value: IDataObject[string] }>;
			};
			const kept = this.getNodeParameter('includeOtherFields', index) === true ? item.json : {};
			const own = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
			return { json: { ...kept, ...own }, pairedItem: index };
		});
		return [items];
	},
};

export const stubNodeTypes: ReadonlyMap<string, INodeType> = new Map([
	[ITEMS_NODE, passThrough('items')],
	['n8n-nodes-base.manualTrigger', passThrough('manualTrigger', true)],
	['n8n-nodes-base.scheduleTrigger', passThrough('scheduleTrigger', true)],
	['n8n-nodes-base.noOp', passThrough('noOp')],
	['n8n-nodes-base.stickyNote', passThrough('stickyNote')],
	['n8n-nodes-base.set', editFields],
]);
