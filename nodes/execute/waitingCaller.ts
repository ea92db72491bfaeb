import type { IExecuteFunctions, NodeTypeAndVersion } from 'n8n-workflow';

import { isObject } from '../transport/json';

/** Nodes whose caller gets the output of the last node, whatever their settings are. */
const ALWAYS_WAIT = /\.(form|chatTrigger|manualChatTrigger|mcpTrigger)$/;
/** Nodes that may have a caller who waits. */
const MAY_WAIT = /(\.webhook|\.wait|trigger)$/i;
/** Ways to respond that let the execution pause: at once, or by a node that responds later. */
const LETS_PAUSE: readonly unknown[] = ['onReceived', 'responseNode'];
const FORM_PAGE = /\.form$/;

/** An expression as the way to respond, or parameters that an older n8n does not show, may mean anything. */
function waits({ type, parameters }: NodeTypeAndVersion, isFormAhead: boolean): boolean {
	if (ALWAYS_WAIT.test(type)) return true;
	if (!MAY_WAIT.test(type)) return false;
	if (!isObject(parameters)) return /\.(webhook|formTrigger|wait)$/.test(type);
	if (type.endsWith('.formTrigger') && isFormAhead) return true;
	if (type.endsWith('.wait') && parameters.resume === 'form') return true;
	return !LETS_PAUSE.includes(parameters.responseMode ?? 'onReceived');
}

/** Several triggers may lead to the node; only those that ran in this execution have a caller. */
const hasRun = (context: IExecuteFunctions, name: string): boolean =>
	context.evaluateExpression(`{{ $(${JSON.stringify(name)}).isExecuted }}`, 0) !== false;

/** The name of the node before this one whose caller waits until the workflow finishes, if there is one. */
export function waitingCaller(context: IExecuteFunctions): string | undefined {
	const { name } = context.getNode();
	const isFormAhead = context
		.getChildNodes(name)
		.some(({ type, disabled }) => FORM_PAGE.test(type) && !disabled);
	return context
		.getParentNodes(name, { includeNodeParameters: true })
		.filter(({ disabled }) => !disabled)
		.find((node) => waits(node, isFormAhead) && hasRun(context, node.name))?.name;
}
