import { textOf } from '../json';
import type { FileNode } from '../workflow/workflowFile';
import type { Place } from './readCode';

/** Where the code of a node runs; undefined when the node has none. */
export function placeOfCode({ type, parameters }: FileNode): Place | undefined {
	switch (type) {
		case 'n8n-nodes-base.code':
		case 'n8n-nodes-base.aiTransform':
			return parameters.mode === 'runOnceForEachItem' ? 'eachItem' : 'allItems';
		case 'n8n-nodes-base.function':
			return 'allItems';
		case 'n8n-nodes-base.functionItem':
			return 'functionItem';
		default:
			return undefined;
	}
}

/** The code of a node with its language. */
export function codeOf({ parameters }: FileNode): { code: string; language: string } {
	const { jsCode, functionCode, pythonCode, language = 'javaScript' } = parameters;
	const name = String(language);
	const code = name === 'javaScript' ? (jsCode ?? functionCode) : pythonCode;
	return { code: textOf(code), language: name };
}
