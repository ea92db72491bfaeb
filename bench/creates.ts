import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { inParallel, runBareLoop } from './bareLoop';
import { inRounds, type Bench } from './bench';
import { exactly, figuresOf, ratioAtLeast, type Figure } from './figure';
import { imagine, itemsOf, runItems, timeNode } from './nodeRun';

const AT_ONCE = 32;
const PLAN = { taskSeconds: 600 };

/** Reads one field of each item and sends it by n8n's request helper, so that n8n's share of the time shows. */
const requestsOnly = (url: string): INodeType => ({
	description: {
		displayName: 'Requests',
		name: 'requests',
		group: ['transform'],
		version: [1],
		description: 'Reads a prompt, sends a request for each item and does nothing else',
		defaults: { name: 'Requests' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'piApi', required: true }],
		properties: [{ displayName: 'Prompt', name: 'prompt', type: 'string', default: '' }],
	},
	async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		await inParallel(items.length, AT_ONCE, async (index) => {
			const prompt = this.getNodeParameter('prompt', index);
			await this.helpers.httpRequestWithAuthentication.call(this, 'piApi', {
				method: 'POST',
				url,
				json: true,
				body: { model: 'midjourney', task_type: 'imagine', input: { prompt } },
			});
		});
		return [items];
	},
});

/** How many tasks a second are made when nobody waits for them. */
export const benchCreates = async (bench: Bench): Promise<Figure[]> => [
	...(await createsOf(1_000, '1,000 items', bench)),
	...(await createsOf(10_000, '10,000 items', { ...bench, rounds: 1 })),
];

async function createsOf(count: number, name: string, bench: Bench): Promise<Figure[]> {
	const parameters = imagine({ taskOptions: { waitForResult: 'doNotWait' } });
	const rounds = await inRounds(bench, async (round) => {
		const node = await runItems(round, PLAN, count, { parameters });
		const address = await round.open(PLAN);
		const nodeClass = requestsOnly(`${address.url}/api/v1/task`);
		const helper = await timeNode(address, { nodeClass, items: itemsOf(count) });
		const bare = await runBareLoop(round, PLAN, { count, atOnce: AT_ONCE, wait: false });
		return {
			node: count / node.seconds,
			helper: count / helper.seconds,
			bare: count / bare.seconds,
			growth: node.growth / 1024 ** 2,
			wrong: node.lost + node.doubled + node.outOfOrder + node.withoutResult,
		};
	});
	type Rates = (typeof rounds)[number];
	const ofNode = ({ node }: Rates): number => node;
	const ofHelper = ({ helper }: Rates): number => helper;
	const bare = { unit: 'items/s', against: ['bare loop', (rates: Rates) => rates.bare] } as const;
	const figure = figuresOf(`${name}, Do Not Wait`, rounds);
	return [
		figure('', ofNode, { ...bare, goal: ratioAtLeast(0.8) }),
		figure('', ofNode, { unit: 'items/s', against: ['empty node', ofHelper] }),
		figuresOf(`${name}, an empty node with n8n's request helper`, rounds)('', ofHelper, bare),
		figure('growth of memory', ({ growth }) => growth, { unit: 'MB' }),
		figure('tasks lost or doubled, items missing or out of order', ({ wrong }) => wrong, {
			goal: exactly(0),
		}),
	];
}
