import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { projectFolder } from '../../tools/projectFolder';

export interface BuiltNode {
	/** `dist/nodes/X/X.node.js` -> `X`: n8n finds the class by its file's name. */
	className: string;
	description: INodeTypeDescription;
}

const load = async (path: string): Promise<BuiltNode> => {
	const className = basename(path, '.node.js');
	const loaded = (await import(join(projectFolder, path))) as Record<
		string,
		(new () => INodeType) | undefined
	>;
	const NodeClass = loaded[className];
	if (!NodeClass) throw new Error(`${path} has no class ${className}`);
	return { className, description: new NodeClass().description };
};

/** The nodes that package.json names, as they were built. */
export const loadBuiltNodes = async (): Promise<BuiltNode[]> => {
	const manifest = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[] };
	};
	return await Promise.all(manifest.n8n.nodes.map(load));
};
