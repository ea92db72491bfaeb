import type { IExecuteFunctions, IHttpRequestOptions, INodeType } from 'n8n-workflow';
import { systemClock } from '../nodes/task/clock';
import { runBareLoop } from './bareLoop';
import { inRounds, type Bench } from './bench';
import type { Figure } from './figure';
import { growthDuring } from './memory';
import { balanceOf, imagine, itemsOf, timeNode, type TimedRun } from './nodeRun';

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
		let next = 0;
		const lane = async (): Promise<void> => {
			while (next < items.length) {
				const prompt = this.getNodeParameter('prompt', next++);
				const request: IHttpRequestOptions = {
					method: 'POST',
					url,
					json: true,
					body: { model: 'midjourney', task_type: 'imagine', input: { prompt } },
				};
				await this.helpers.httpRequestWithAuthentication.call(this, 'piApi', request);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, lane));
		return [items];
	},
});

/** How many tasks a second are made when nobody waits for them. */
export async function benchCreates(bench: Bench): Promise<Figure[]> {
	return [
		...(await createsOf(1_000, '1,000', bench)),
		...(await createsOf(10_000, '10,000', { ...bench, rounds: 1 })),
	];
}

async function createsOf(count: number, words: string, bench: Bench): Promise<Figure[]> {
	const { host } = bench;
	const rounds = await inRounds(bench, async () => {
		const items = itemsOf(count);
		let node: TimedRun | undefined;
		const address = await host.open(PLAN);
		const growth = await growthDuring(async () => {
			node = await timeNode(address, {
				parameters: imagine({ taskOptions: { waitForResult: 'doNotWait' } }),
				items,
			});
		});
		if (node === undefined) throw new Error('It did not run');
		const balance = balanceOf(node.run.output, await host.story(), count);
		const elsewhere = await host.open(PLAN);
		const helper = await timeNode(elsewhere, {
			nodeClass: requestsOnly(`${elsewhere.url}/api/v1/task`),
			parameters: imagine(),
			items,
		});
		const bare = await runBareLoop({
			address: await host.open(PLAN),
			count,
			atOnce: AT_ONCE,
			clock: systemClock,
			wait: false,
		});
		return {
			node: count / node.seconds,
			helper: count / helper.seconds,
			bare: count / bare.seconds,
			growth: growth / 1024 ** 2,
			wrong: balance.lost + balance.doubled + balance.outOfOrder + balance.withoutResult,
		};
	});
	const name = `${words} items, Do Not Wait`;
	const node = rounds.map((round) => round.node);
	const helper = rounds.map((round) => round.helper);
	const bare = { name: 'bare loop', rounds: rounds.map((round) => round.bare) };
	const unit = 'items/s';
	return [
		{
			name,
			unit,
			rounds: node,
			baseline: bare,
			goal: { of: 'ratio', is: 'at least', value: 0.8 },
		},
		{ name, unit, rounds: node, baseline: { name: 'empty node', rounds: helper } },
		{
			name: `${words} items, an empty node with n8n's request helper`,
			unit,
			rounds: helper,
			baseline: bare,
		},
		{ name: `${name}: growth of memory`, unit: 'MB', rounds: rounds.map(({ growth }) => growth) },
		{
			name: `${name}: tasks lost or doubled, items missing or out of order`,
			unit: '',
			rounds: rounds.map(({ wrong }) => wrong),
			goal: { of: 'value', is: 'exactly', value: 0 },
		},
	];
}
