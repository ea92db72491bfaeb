import { Workflow, type INodeParameters, type INodeType } from 'n8n-workflow';

/** Evaluates what the description of a node says in expressions, as n8n does for these parameters. */
export function expressionsOf(
	type: INodeType,
	parameters: INodeParameters,
): (expression: string | undefined) => unknown {
	const node = {
		id: '1',
		name: 'Node',
		type: 'node',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const workflow = new Workflow({
		id: '1',
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	return (expression) =>
		workflow.expression.getSimpleParameterValue(node, expression, 'internal', {});
}
