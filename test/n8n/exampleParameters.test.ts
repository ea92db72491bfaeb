import { exampleNames, isOurs, readExample, type WorkflowNode } from '../../tools/n8n/workflow';
import { NodeCatalog, nodeId, type ConfiguredNode } from './nodeCatalog';

const configured = ({ type, typeVersion, parameters }: WorkflowNode): ConfiguredNode => ({
	type,
	version: typeVersion,
	parameters,
	isTool: type.endsWith('Tool'),
});

interface Told {
	readonly example: string;
	readonly line: string;
}

/** All that n8n's schemas say against the nodes of the examples. */
async function readProblems(catalog: NodeCatalog): Promise<Told[]> {
	const all = await Promise.all(
		exampleNames.map(async (example) => {
			const nodes = (await readExample(example)).nodes.filter(isOurs);
			expect(nodes.length).toBeGreaterThan(0);
			return nodes.map((node) => ({ example, node }));
		}),
	);
	const nodes = all.flat();
	const problems = await catalog.problemsOf(nodes.map(({ node }) => configured(node)));
	return nodes.flatMap(({ example, node }, index) =>
		(problems[index] ?? []).map((problem) => ({ example, line: `${node.name}: ${problem}` })),
	);
}

const firstImage: ConfiguredNode = {
	type: nodeId('piApi'),
	version: 1,
	parameters: { resource: 'flux', operation: 'generateImage', prompt: 'a red fox' },
	isTool: false,
};
const withParameters = (parameters: object): ConfiguredNode => ({
	...firstImage,
	parameters: { ...firstImage.parameters, ...parameters },
});

/** n8n makes schemas of a node's form, and checks with them what its AI writes. */
describe("the parameters in the examples and n8n's schemas", () => {
	let catalog: NodeCatalog;
	let problems: Told[];

	beforeAll(async () => {
		catalog = await NodeCatalog.open();
		problems = await readProblems(catalog);
	});

	it.each(exampleNames)('agree in %s', (name) => {
		const told = problems.filter(({ example }) => example === name).map(({ line }) => line);
		expect(told).toEqual([]);
	});

	it('disagree where parameters are wrong', async () => {
		const [right, wrongChoice, wrongType, missing, unknown, unknownOption] =
			await catalog.problemsOf([
				firstImage,
				withParameters({ model: 'no-such-model' }),
				withParameters({ downloadFiles: 'yes' }),
				withParameters({ prompt: undefined }),
				withParameters({ promptt: 'a red fox' }),
				withParameters({ taskOptions: { timeLimit: 60 } }),
			]);
		expect(right).toEqual([]);
		expect(wrongChoice).toEqual([expect.stringContaining('parameters.model')]);
		expect(wrongType).toEqual([expect.stringContaining('parameters.downloadFiles')]);
		expect(missing).toEqual([expect.stringContaining('parameters.prompt')]);
		expect(unknown).toEqual(['Unknown: parameters.promptt']);
		expect(unknownOption).toEqual(['Unknown: parameters.taskOptions.timeLimit']);
	});
});
