import type { INodeParameters } from 'n8n-workflow';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { modelsFor } from '../../nodes/catalog/anyModel/models';
import type { AnyOperation } from '../../nodes/catalog/serves';
import {
	exampleNames,
	isOurs,
	readExample,
	type ExampleName,
	type WorkflowNode,
} from '../../tools/n8n/workflow';
import { projectFolder } from '../../tools/projectFolder';
import { dry, jsonOf, runDry } from './dryRunStage';
import { PI_API } from './resources';
import { locator, openSetting, type Setting } from './setting';

/** A price that a text names, or that Dry Run tells. */
interface Amount {
	readonly usd: number;
	readonly isMost: boolean;
}

const SAMPLE = 'https://example.com/fox.png';

/** An expression has no value here; a link is a text as well. */
const withoutExpressions = (parameters: object): INodeParameters =>
	JSON.parse(
		JSON.stringify(parameters, (_, value: unknown) =>
			typeof value === 'string' && value.startsWith('=') ? SAMPLE : value,
		),
	) as INodeParameters;

/** The parameters of a node, once for each model where an expression chooses it among those that the workflow names. */
function runsOf({ parameters }: WorkflowNode, workflow: string): INodeParameters[] {
	const plain = withoutExpressions(parameters);
	if (!JSON.stringify(parameters.anyModel ?? '').includes('={{')) return [plain];
	const named = modelsFor(plain.operation as AnyOperation).filter(({ id }) =>
		workflow.includes(id),
	);
	return named.map(({ id }) => ({ ...plain, anyModel: locator(id) }));
}

const CREATES_NO_TASK = ['account', 'chat', 'file', 'task'];

const createsTasks = (node: WorkflowNode): boolean =>
	isOurs(node) &&
	node.parameters.resource !== undefined &&
	!CREATES_NO_TASK.includes(String(node.parameters.resource));

/** What Dry Run tells of one node of an example: of each model, of all together, and what it may spend. */
async function amountsOf(setting: Setting, node: WorkflowNode, workflow: string) {
	const told: Amount[] = [];
	for (const parameters of runsOf(node, workflow)) {
		const options = parameters.taskOptions as INodeParameters | undefined;
		const run = await runDry(setting, dry(parameters, options), { nodeType: PI_API });
		for (const { estimatedUsd, estimate } of jsonOf(run)) {
			told.push({ usd: Number(estimatedUsd), isMost: /^At most/.test(String(estimate)) });
		}
	}
	const { spendingLimit } = (node.parameters.taskOptions ?? {}) as { spendingLimit?: number };
	const sum: Amount = {
		usd: told.reduce((whole, { usd }) => whole + usd, 0),
		isMost: told.some(({ isMost }) => isMost),
	};
	const limit = spendingLimit === undefined ? [] : [{ usd: spendingLimit, isMost: false }];
	return [...told, sum, ...limit];
}

const PRICE = /(at most )?\$(\d+(?:\.\d+)?)/gi;
const PRICE_IN_PAGE = /(at most |about )\$(\d+(?:\.\d+)?)/gi;

const pricesIn = (text: string, pattern: RegExp): Amount[] =>
	[...text.matchAll(pattern)].map(([, before = '', usd]) => ({
		usd: Number(usd),
		isMost: before.toLowerCase() === 'at most ',
	}));

/** Prices in texts may be rounded, but not to a different number. */
const isTold = ({ usd, isMost }: Amount, amounts: readonly Amount[]): boolean =>
	amounts.some((told) => Math.abs(usd - told.usd) <= told.usd * 0.05 && isMost === told.isMost);

async function recipesOf(name: ExampleName): Promise<string> {
	const folder = join(projectFolder, 'docs/recipes');
	const pages = await Promise.all(
		(await readdir(folder)).map(async (page) => await readFile(join(folder, page), 'utf8')),
	);
	return pages.filter((page) => page.includes(`examples/${name}.json`)).join('\n');
}

const pricedExamples: readonly ExampleName[] = [
	'agent-with-allowance',
	'agent-with-approval',
	'compare-models',
	'mcp-server',
	'nightly-video',
];

describe('the prices in the texts of the examples', () => {
	let setting: Setting;

	beforeAll(async () => {
		setting = await openSetting();
	});

	afterAll(async () => await setting.close());

	it('are in these examples only', async () => {
		const priced = [];
		for (const name of exampleNames) {
			const texts = JSON.stringify(await readExample(name));
			const page = await recipesOf(name);
			if (pricesIn(texts, PRICE).length + pricesIn(page, PRICE_IN_PAGE).length > 0)
				priced.push(name);
		}
		expect(priced.sort()).toEqual(pricedExamples);
	});

	it.each(pricedExamples)('are those of Dry Run in %s', async (name) => {
		const workflow = await readExample(name);
		const texts = JSON.stringify(workflow);
		const amounts: Amount[] = [];
		for (const node of workflow.nodes.filter(createsTasks)) {
			amounts.push(...(await amountsOf(setting, node, texts)));
		}
		const named = [...pricesIn(texts, PRICE), ...pricesIn(await recipesOf(name), PRICE_IN_PAGE)];
		expect(named.length).toBeGreaterThan(0);
		expect(named.filter((price) => !isTold(price, amounts))).toEqual([]);
	});
});
