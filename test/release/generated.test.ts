import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { className, literalNode } from './literalNode';
import { projectFolder } from './packedPackage';
import { describeFindings, rulesThatBit, runScanner, type ScannerRun } from './scannerRun';
import { writeTree } from './temporaryTree';

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

const readManifest = async (): Promise<Manifest> =>
	JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8')) as Manifest;

const builtDescription = async (builtNode: string): Promise<INodeTypeDescription> => {
	const loaded = (await import(join(projectFolder, builtNode))) as Record<
		string,
		(new () => INodeType) | undefined
	>;
	const NodeClass = loaded[className(builtNode)];
	if (!NodeClass) throw new Error(`${builtNode} has no class ${className(builtNode)}`);
	return new NodeClass().description;
};

/** Lints a literal dump of a node, in a package that looks like this one. */
const lintDump = async (name: string, description: INodeTypeDescription): Promise<ScannerRun[]> => {
	const path = `nodes/${name}/${name}.node.ts`;
	const tree = await writeTree({
		'package.json': await readFile(join(projectFolder, 'package.json'), 'utf8'),
		[path]: literalNode(name, description),
	});
	try {
		for (const part of ['nodes/icons', 'credentials']) {
			await cp(join(projectFolder, part), join(tree.folder, part), { recursive: true });
		}
		return await runScanner(tree.folder, [path]);
	} finally {
		await tree.remove();
	}
};

const badProperties: INodeProperties[] = [
	{
		displayName: 'negative prompt',
		name: 'negativePrompt',
		type: 'string',
		default: 1,
		description: 'what to leave out.',
	},
	{
		displayName: 'Upscale',
		name: 'upscale',
		type: 'boolean',
		default: false,
		description: 'On or off',
	},
	{
		displayName: 'Mood',
		name: 'mood',
		type: 'options',
		options: [{ name: 'Happy 😀', value: 'happy' }],
		default: 'happy',
	},
];

describe('the generated form', () => {
	let builtNodes: string[];

	beforeAll(async () => {
		builtNodes = (await readManifest()).n8n.nodes;
	});

	it('is plain data, so that a dump shows all of it', async () => {
		expect(builtNodes.length).toBeGreaterThan(0);
		for (const builtNode of builtNodes) {
			const { properties } = await builtDescription(builtNode);
			expect(properties.length).toBeGreaterThan(0);
			expect(JSON.parse(JSON.stringify(properties))).toEqual(properties);
		}
	});

	it('passes the rules of both plugins', async () => {
		for (const builtNode of builtNodes) {
			const runs = await lintDump(className(builtNode), await builtDescription(builtNode));
			expect(describeFindings(runs)).toEqual([]);
		}
	});

	it('would not pass with bad properties in it', async () => {
		const [builtNode] = builtNodes as [string];
		const description = await builtDescription(builtNode);
		const runs = await lintDump(className(builtNode), {
			...description,
			properties: [...description.properties, ...badProperties],
		});
		expect(runs).toHaveLength(2);
		for (const run of runs) {
			expect(rulesThatBit(run, '.node.ts')).toEqual(
				expect.arrayContaining([
					'@n8n/community-nodes/no-emoji-in-options',
					'n8n-nodes-base/node-param-default-wrong-for-string',
					'n8n-nodes-base/node-param-description-boolean-without-whether',
					'n8n-nodes-base/node-param-description-excess-final-period',
					'n8n-nodes-base/node-param-display-name-miscased',
				]),
			);
		}
	});
});
