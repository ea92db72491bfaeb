import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { INodeTypeDescription } from 'n8n-workflow';
import { ensureN8n } from '../../tools/n8n/installation';
import { projectFolder } from '../../tools/projectFolder';
import { packageName } from '../../tools/n8n/workflow';
import { openClient } from '../../tools/n8n/sharedSession';

/** A node as it is in a workflow. */
export interface ConfiguredNode {
	readonly type: string;
	readonly version: number;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly isTool: boolean;
}

/** What n8n answers to one search. */
export interface Found {
	/** The whole answer, as n8n's AI reads it. */
	readonly text: string;
	/** The nodes in it, the best first. */
	readonly found: readonly string[];
}

interface Answers {
	readonly typeTexts: readonly string[];
	readonly searches: readonly Found[];
	/** What n8n's schemas say against each node; nothing where it is right. */
	readonly problems: ReadonlyArray<readonly string[]>;
}

const run = promisify(execFile);
const program = join(projectFolder, 'test', 'n8n', 'nodeCatalogProgram.js');

export const nodeId = (name: string): string => `${packageName}.${name}`;

/** The nodes of a running n8n as its AI sees them: by search, as types, and through the schemas made of them. */
export class NodeCatalog {
	private constructor(readonly nodes: readonly INodeTypeDescription[]) {}

	/** All nodes that the shared n8n serves, its own and those of this package. */
	static async open(): Promise<NodeCatalog> {
		const client = await openClient();
		return new NodeCatalog(
			(await client.nodeTypes()) as unknown as readonly INodeTypeDescription[],
		);
	}

	get own(): readonly INodeTypeDescription[] {
		return this.nodes.filter(({ name }) => name.startsWith(nodeId('')));
	}

	node(name: string): INodeTypeDescription {
		const found = this.nodes.find((node) => node.name === nodeId(name));
		if (found === undefined) throw new Error(`n8n does not serve ${nodeId(name)}.`);
		return found;
	}

	async typeText(name: string): Promise<string> {
		const { typeTexts } = await this.ask({ typeTexts: [nodeId(name)] });
		return typeTexts[0] ?? '';
	}

	async search(queries: readonly string[]): Promise<ReadonlyMap<string, Found>> {
		const { searches } = await this.ask({ searches: queries });
		return new Map(searches.map((found, index) => [queries[index] ?? '', found]));
	}

	async problemsOf(configured: readonly ConfiguredNode[]): Promise<Answers['problems']> {
		return (await this.ask({ configured })).problems;
	}

	private async ask(questions: {
		typeTexts?: readonly string[];
		searches?: readonly string[];
		configured?: readonly ConfiguredNode[];
	}): Promise<Answers> {
		const { nodePath, modulesFolder } = await ensureN8n({ say: () => undefined });
		const folder = await mkdtemp(join(tmpdir(), 'node-catalog-'));
		try {
			const questionFile = join(folder, 'questions.json');
			const schemaFolder = join(folder, 'schemas');
			await mkdir(schemaFolder);
			// Only a search has to choose among all.
			const nodes = questions.searches === undefined ? this.own : this.nodes;
			const all = { nodes, typeTexts: [], searches: [], configured: [], ...questions };
			await writeFile(questionFile, JSON.stringify(all));
			const { stdout } = await run(nodePath, [program, modulesFolder, questionFile, schemaFolder], {
				maxBuffer: 256 * 1024 * 1024,
			});
			return JSON.parse(stdout) as Answers;
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}
}
