import type {
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { kling } from '../nodes/catalog/kling';
import { fieldReader, openParameters, type Parameters } from '../nodes/execute/parameters';
import { readSettings } from '../nodes/execute/settings';
import { draftOf } from '../nodes/request/draft';
import { isProblem } from '../nodes/transport/problem';
import { loadPackage, runWorkflow } from '../tools/engine';
import { inRounds, type Bench } from './bench';
import { realNow } from './clock';
import { atMost, figuresOf, type Figure } from './figure';

const ITEMS = 1_000;

/** A usual item: most of what it sets is an expression. */
const parameters: INodeParameters = {
	resource: 'kling',
	operation: 'generateVideo',
	prompt: '=a fox, number {{ $json.number }}',
	imageUrl: { __rl: true, mode: 'url', value: '={{ $json.image }}' },
	aspectRatioChoice: '16:9',
	options: { negativePrompt: '={{ $json.without }}' },
	taskOptions: { timeout: 600 },
};

const items: INodeExecutionData[] = Array.from({ length: ITEMS }, (_, number) => ({
	json: {
		number,
		image: `https://example.com/${number}.png`,
		without: 'blurred',
	},
}));

/** The request of one item, as the node reads it before anything is sent. */
function readItem(read: Parameters, itemIndex: number): void {
	const operation = kling.operations.find(({ value }) => value === parameters.operation);
	const settings = readSettings(read, itemIndex, false);
	if (operation === undefined) throw new Error('Nothing to read');
	if (isProblem(settings)) throw new Error(settings.message);
	const draft = draftOf(operation, {
		itemIndex,
		read: fieldReader(read, itemIndex),
		variant: read.read('model', itemIndex),
		serviceMode: settings.serviceMode,
		webhookUrl: settings.webhookUrl,
		webhookSecret: '',
	});
	const prompt = isProblem(draft) ? draft.message : draft.request.input.prompt;
	if (prompt !== `a fox, number ${itemIndex}`) throw new Error(`Item ${itemIndex} reads ${prompt}`);
}

async function formOfPiApi(): Promise<INodeTypeDescription> {
	const { name, nodeTypes } = await loadPackage();
	const node = nodeTypes.get(`${name}.piApi`);
	if (node === undefined || !('properties' in node.description)) throw new Error('No PiAPI node');
	return node.description;
}

async function millisecondsPerItem(): Promise<number> {
	let taken = 0;
	const reading: INodeType = {
		description: await formOfPiApi(),
		async execute() {
			const startedAt = realNow();
			const read = openParameters(this);
			for (let itemIndex = 0; itemIndex < ITEMS; itemIndex++) readItem(read, itemIndex);
			taken = realNow() - startedAt;
			return await Promise.resolve([[]]);
		},
	};
	const run = await runWorkflow({ nodeClass: reading, parameters, items });
	if (run.error) throw run.error;
	return taken / ITEMS;
}

/** What the form costs an item: its parameters read, expressions included, and put into a request. */
export async function benchResolving(bench: Bench): Promise<Figure[]> {
	const figure = figuresOf('', await inRounds(bench, millisecondsPerItem));
	return [
		figure(`reading the parameters of an item (Kling, one of ${ITEMS})`, (taken) => taken, {
			unit: 'ms',
			goal: atMost(2),
		}),
	];
}
