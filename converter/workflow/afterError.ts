import type { FileNode } from './workflowFile';

/** What n8n does after an error of a node. */
type AfterError = 'stops' | 'continues' | 'errorOutput';

/** Also for the setting of older workflows. */
export function afterError({ onError, continueOnFail }: Partial<FileNode>): AfterError {
	if (onError === 'continueErrorOutput') return 'errorOutput';
	const continues = onError === 'continueRegularOutput' || continueOnFail === true;
	return continues ? 'continues' : 'stops';
}
