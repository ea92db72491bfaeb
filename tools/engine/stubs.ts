import './environment';
import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** Returns its items; replaces nodes of n8n that are not installed. */
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
	description: 'Replaces a node of n8n',
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

const setting = (
	name: string,
	type: INodeProperties['type'],
	initial: INodeProperties['default'],
): INodeProperties => ({ displayName: name, name, type, default: initial });

const namesIn = (list: unknown): string[] =>
	String(list)
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');

const pick = (json: IDataObject, names: string[]): IDataObject =>
	Object.fromEntries(Object.entries(json).filter(([name]) => names.includes(name)));

/** Edit Fields in its manual mode: each assignment becomes a top-level field. */
const editFields: INodeType = {
	description: describe('set', false, [
		setting('assignments', 'assignmentCollection', {}),
		setting('includeOtherFields', 'boolean', false),
		setting('include', 'string', 'all'),
		setting('includeFields', 'string', ''),
	]),
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData().map(({ json, binary }, index): INodeExecutionData => {
			const { assignments = [] } = this.getNodeParameter('assignments', index) as {
				assignments?: Array<{ name: string; value: IDataObject[string] }>;
			};
			const selected = this.getNodeParameter('include', index) === 'selected';
			const others = selected
				? pick(json, namesIn(this.getNodeParameter('includeFields', index)))
				: json;
			const kept = this.getNodeParameter('includeOtherFields', index) === true ? others : {};
			const own = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
			return { json: { ...kept, ...own }, binary, pairedItem: index };
		});
		return [items];
	},
};

/** Split Out: one item for each entry of a list. */
const splitOut: INodeType = {
	description: describe('splitOut', false, [
		setting('fieldToSplitOut', 'string', ''),
		setting('include', 'string', 'noOtherFields'),
		setting('fieldsToInclude', 'string', ''),
	]),
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData().flatMap(({ json }, index): INodeExecutionData[] => {
			const field = String(this.getNodeParameter('fieldToSplitOut', index));
			const include = this.getNodeParameter('include', index);
			const { [field]: list, ...others } = json;
			const named = pick(others, namesIn(this.getNodeParameter('fieldsToInclude', index)));
			const kept =
				include === 'allOtherFields' ? others : include === 'selectedOtherFields' ? named : {};
			return (Array.isArray(list) ? list : [list]).map((entry) => ({
				json: { ...kept, [field]: entry as IDataObject[string] },
				pairedItem: index,
			}));
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
	['n8n-nodes-base.splitOut', splitOut],
]);
