import {
	Workflow,
	type IDataObject,
	type INodeParameters,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { families } from '../../nodes/catalog';
import { json } from '../../nodes/catalog/fields';
import { draftOf, outlineOf } from '../../nodes/request/draft';
import { valueOf } from '../../nodes/request/value';
import { isProblem } from '../../nodes/transport/problem';

const NODE = 'Node';

const workflow = new Workflow({
	nodes: [{ id: '1', name: NODE, type: 'any', typeVersion: 1, position: [0, 0], parameters: {} }],
	connections: {},
	active: false,
	nodeTypes: {
		getByName: () => ({ description: {} }) as never,
		getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
		getKnownTypes: () => ({}),
	},
});

/** Parameters as n8n gives them to a node for an item. */
export const resolved = (parameters: unknown, item: IDataObject): unknown =>
	workflow.expression.getParameterValue(
		parameters as NodeParameterValueType,
		null,
		0,
		0,
		NODE,
		[{ json: item }],
		'manual',
		{},
	);

/** What the HTTP Request node sends for a JSON body; undefined when it fails. */
export function bodyOfHttpRequest(jsonBody: string, item: IDataObject): unknown {
	try {
		const value = resolved(jsonBody, item) ?? undefined;
		const text = typeof value === 'string' ? value : JSON.stringify(value);
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

const jsonField = (parameter: string) => json(parameter, { label: parameter, help: parameter });

function jsonFrom(parameter: string, given: unknown): IDataObject | undefined | string {
	const value = valueOf(jsonField(parameter), given);
	if (value === 'unset') return undefined;
	return isProblem(value) ? value.message : (value.value as IDataObject);
}

/** The request that a node with these parameters sends for an item, or why it refuses. */
export function requestOf(given: unknown, item: IDataObject): unknown {
	const parameters = resolved(given, item) as INodeParameters;
	const options = (parameters.options ?? {}) as INodeParameters;
	if (parameters.resource === 'customTask') {
		const [input, config] = [
			jsonFrom('input', parameters.input),
			jsonFrom('config', options.customConfig),
		];
		if (typeof input === 'string') return input;
		if (typeof config === 'string') return config;
		const { customModel, customTaskType } = parameters;
		if (!customModel || !customTaskType) return 'no model';
		return {
			model: customModel,
			task_type: customTaskType,
			...(input === undefined ? {} : { input }),
			...(config === undefined ? {} : { config }),
		};
	}
	const family = families.find(({ value }) => value === (parameters.resource ?? 'midjourney'));
	const operation = family?.operations.find(({ value }) => value === parameters.operation);
	if (operation === undefined) return 'no operation';
	const draft = draftOf(operation, {
		itemIndex: 0,
		read: ({ onTop, parameter }) => (onTop ? parameters : options)[parameter],
		variant: parameters.model,
		serviceMode: '',
		webhookUrl: '',
		webhookSecret: '',
	});
	return isProblem(draft) ? draft.message : outlineOf(draft);
}
