import type { IDataObject } from 'n8n-workflow';

import { askModel } from '../../nodes/actions/chat';
import { editGptImages, generateGptImages } from '../../nodes/actions/gptImage';
import { generateImages } from '../../nodes/catalog/openAi';
import type { Price } from '../../nodes/catalog/price';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { connectionWith } from './connectionStage';
import { runAction, type Stage } from './runAction';

const LINK = 'https://x.example/fox.png';
const files = [
	{ __rl: true, mode: 'url', value: LINK },
	{ __rl: true, mode: 'binary', value: 'photo' },
];
const withPhoto = { assertBinaryData: () => ({ mimeType: 'image/png', data: '' }) };
const withoutPhoto = {
	assertBinaryData: () => {
		throw new Error('No such field');
	},
};

/** Runs an action with Dry Run, and notes what it asks nevertheless. */
async function dryRun(action: typeof askModel, parameters: object, stage: Stage = {}) {
	const asked: unknown[] = [];
	const answering = async (body: unknown) => {
		asked.push(body);
		const answer = {
			...{ text: 'Reynard', model: 'gpt-4o', finishReason: 'stop', usage: {}, complete: true },
			...{ data: [{ url: LINK }] },
		};
		return await Promise.resolve({ outcome: 'answered' as const, answer });
	};
	const run = await runAction(action, {
		...stage,
		parameters: {
			prompt: 'Name a fox',
			chatModel: 'gpt-4o',
			imageModel: 'gpt-image-1',
			taskOptions: { dryRun: true },
			...parameters,
		},
		connection: connectionWith(
			{},
			{ chat: answering, images: async (_, body) => await answering(body) },
		),
	});
	return { ...run, asked, json: run.output[0]?.json };
}

const image = (url: string) => ({ type: 'image_url', image_url: { url } });

describe('Dry Run of a chat', () => {
	it('returns the body, asks nothing and keeps nothing', async () => {
		const kept: IDataObject = {};
		const parameters = {
			chatImages: files,
			options: { temperature: 0.5, jsonAnswer: true },
		};
		const { asked, output, hints } = await dryRun(askModel, parameters, {
			kept,
			helpers: withPhoto,
		});
		expect(asked).toEqual([]);
		expect(kept).toEqual({});
		const content = [
			{ type: 'text', text: 'Name a fox' },
			image(LINK),
			image('(binary field photo)'),
		];
		expect(output).toEqual([
			{
				json: {
					dryRun: true,
					valid: true,
					request: {
						model: 'gpt-4o',
						temperature: 0.5,
						messages: [{ role: 'user', content }],
						response_format: { type: 'json_object' },
					},
					estimatedUsd: null,
					estimate: 'Unknown: PiAPI charges by tokens',
					problems: [],
					hints: [],
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(hints).toEqual(['Dry Run: 1 item has no known price. Nothing was sent.']);
	});

	it.each([
		[{ prompt: '' }, /Prompt/],
		[{ options: { timeout: 0 } }, /Timeout/],
		[{ chatImages: 'no link' }, /Images/],
	])('tells what is wrong for %j', async (parameters, message) => {
		const { error, json } = await dryRun(askModel, parameters);
		expect(error).toBeUndefined();
		expect(json).toMatchObject({
			valid: false,
			request: null,
			estimate: 'Unknown: the request is not valid',
			problems: [{ message: expect.stringMatching(message) }],
		});
	});

	it('tells of a binary that is not there', async () => {
		const { json } = await dryRun(askModel, { chatImages: files }, { helpers: withoutPhoto });
		expect(json).toMatchObject({
			valid: false,
			request: { model: 'gpt-4o' },
			problems: [
				{
					message: 'Images could not be read from the binary field "photo"',
					advice: 'Set Images to the name of a binary field of the input item (No such field).',
				},
			],
		});
	});

	it('is decided by each item', async () => {
		const { asked, output } = await dryRun(
			askModel,
			{
				taskOptions: { dryRun: '={{ }}' },
				'taskOptions.dryRun': (index: number) => index === 0,
			},
			{ items: [{ json: {} }, { json: {} }] },
		);
		expect(asked).toHaveLength(1);
		expect(output.map(({ json }) => json.text ?? json.dryRun)).toEqual([true, 'Reynard']);
	});
});

describe('Dry Run of GPT Image', () => {
	it('returns the body and asks nothing', async () => {
		const { asked, json } = await dryRun(generateGptImages, { numberOfImages: 2 });
		expect(asked).toEqual([]);
		expect(json).toMatchObject({
			dryRun: true,
			valid: true,
			request: { model: 'gpt-image-1', prompt: 'Name a fox', n: 2 },
			problems: [],
			hints: [],
		});
	});

	it('names the images to edit, and fetches none of them', async () => {
		const parameters = { imagesToEdit: files };
		const { asked, json } = await dryRun(editGptImages, parameters, { helpers: withPhoto });
		expect(asked).toEqual([]);
		expect(json).toMatchObject({
			valid: true,
			request: { prompt: 'Name a fox', image: [LINK, '(binary field photo)'] },
		});
	});

	it('tells what is wrong', async () => {
		const { error, json } = await dryRun(generateGptImages, { prompt: '' });
		expect(error).toBeUndefined();
		expect(json).toMatchObject({
			valid: false,
			request: null,
			problems: [{ message: 'Prompt is empty' }],
		});
	});
});

describe('the estimate of GPT Image', () => {
	const operation: { price?: Operation['price'] } = generateImages;
	const before = operation.price;
	afterEach(() => {
		operation.price = before;
	});

	const price: Price = {
		per: 'image',
		count: 'n',
		rates: [{ usd: 0.042, when: { model: ['gpt-image-1'] } }],
		asOf: '2026-11',
		source: 'https://example.com/prices',
		confidence: 'documented',
	};

	it('is by the price of the operation', async () => {
		operation.price = price;
		const { json, hints } = await dryRun(generateGptImages, { numberOfImages: 2 });
		expect(json).toMatchObject({ estimatedUsd: 0.084, estimate: 'About $0.084 (Nov 2026)' });
		expect(hints).toEqual(['Dry Run: 1 item would cost about $0.084. Nothing was sent.']);
	});

	it('is unknown without one', async () => {
		operation.price = undefined;
		const { json } = await dryRun(generateGptImages, {});
		expect(json).toMatchObject({
			estimatedUsd: null,
			estimate: 'Unknown: no price is known for this operation',
		});
	});
});
