import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { loadBuiltNodes, type BuiltNode } from './builtNodes';
import { literalNode } from './literalNode';
import { projectFolder } from '../../tools/projectFolder';
import {
	describeFindings,
	rulesThatBit,
	runScanner,
	type ScannerRun,
} from '../../scripts/release/scannerRun';
import { writeTree } from './temporaryTree';

/** Lints literal dumps of nodes, in a package that looks like this one. */
const lintDumps = async (nodes: readonly BuiltNode[]): Promise<ScannerRun[]> => {
	const dumps = Object.fromEntries(
		nodes.map(({ className, description }) => [
			`nodes/${className}/${className}.node.ts`,
			literalNode(className, description),
		]),
	);
	const tree = await writeTree({
		'package.json': await readFile(join(projectFolder, 'package.json'), 'utf8'),
		...dumps,
	});
	try {
		for (const part of ['nodes/icons', 'credentials']) {
			await cp(join(projectFolder, part), join(tree.folder, part), { recursive: true });
		}
		return await runScanner(tree.folder, Object.keys(dumps));
	} finally {
		await tree.remove();
	}
};

/**
 * Rules that the form breaks on purpose: actions begin with a brand in its own spelling, and a list that must be chosen
 * from begins empty. Resources that only assist come last. n8n's scanner sees none of it, since the form is computed.
 */
const BROKEN_ON_PURPOSE = [
	'n8n-nodes-base/node-param-operation-option-action-miscased',
	'n8n-nodes-base/node-param-default-wrong-for-options',
	'n8n-nodes-base/node-param-options-type-unsorted-items',
];

const isOnPurpose = (finding: string): boolean =>
	BROKEN_ON_PURPOSE.some((rule) => finding.includes(rule));

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
	let nodes: BuiltNode[];

	beforeAll(async () => {
		nodes = await loadBuiltNodes();
	});

	it('is plain data, so that a dump shows all of it', () => {
		expect(nodes.length).toBeGreaterThan(0);
		for (const { description } of nodes) {
			expect(description.properties.length).toBeGreaterThan(0);
			expect(JSON.parse(JSON.stringify(description.properties))).toEqual(description.properties);
		}
	});

	describe('with the rules of both plugins', () => {
		const BAD = 'Bad';
		let findings: string[];
		let runs: ScannerRun[];

		beforeAll(async () => {
			const [{ description }] = nodes as [BuiltNode];
			const properties = [...description.properties.slice(0, 20), ...badProperties];
			const bad = { className: BAD, description: { ...description, properties } };
			runs = await lintDumps([...nodes, bad]);
			findings = describeFindings(runs);
		});

		it('passes', () => {
			const own = findings.filter((finding) => !finding.includes(`${BAD}.node.ts`));
			expect(own.filter((finding) => !isOnPurpose(finding))).toEqual([]);
		});

		it('would not pass with bad properties in it', () => {
			expect(runs).toHaveLength(2);
			for (const run of runs) {
				expect(rulesThatBit(run, `${BAD}.node.ts`)).toEqual(
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
});
