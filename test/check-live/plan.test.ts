import { text } from '../../nodes/catalog/fields';
import type { Price } from '../../nodes/catalog/price';
import type { Family } from '../../nodes/catalog/vocabulary';
import { ClearFailure } from '../../tools/command/failure';
import { createBudget } from '../../scripts/check-live/budget';
import { catalogEstimate, estimateText } from '../../scripts/check-live/estimates';
import { allOffers, offerLine, type Offer } from '../../scripts/check-live/offers';
import { keyOf, readOptions } from '../../scripts/check-live/options';
import { planOf, type Plan } from '../../scripts/check-live/plan';
import { possibleCosts, worstCost } from '../../scripts/check-live/prices';
import { sampleInput } from '../../scripts/check-live/sampleInput';
import { operationWith } from '../catalog/operationWith';
import { familyFacts, factNames } from '../../tools/facts/facts';
import { judge } from '../../tools/simulator/factsCheck';

const links = {
	image: 'https://example.com/a.png',
	video: 'https://example.com/a.mp4',
	audio: 'https://example.com/a.mp3',
};

const plan = (...given: string[]): Plan => {
	const options = readOptions(given);
	return planOf(allOffers(options.links, options.input), allOffers({}), options);
};

const names = ({ tasks }: Plan): string[] => tasks.map(({ offer }) => offer.name);

describe('the offers', () => {
	const families = factNames.map(familyFacts);
	const ready = allOffers(links).filter(({ input }) => input !== undefined);

	it('are most of what the facts know how to create', () => {
		expect(ready.length).toBeGreaterThan(80);
		expect(ready.filter(({ worstUsd }) => worstUsd !== undefined).length).toBeGreaterThan(60);
	});

	it.each(ready.map(({ name, model, taskType, input }) => ({ name, model, taskType, input })))(
		'ask for $name as the facts allow it',
		({ model, taskType, input }) => {
			const { problem } = judge({ model, task_type: taskType, input }, families);
			expect(problem).toBeUndefined();
		},
	);

	it('say what they need', () => {
		const needs = new Map(allOffers({}).map(({ name, missing }) => [name, missing]));
		expect(needs.get('image-toolkit.background-remove')).toEqual(['--image-url']);
		expect(needs.get('midjourney.upscale')).toEqual([
			expect.stringMatching(/^--input with origin_task_id, the ID of an earlier task/),
		]);
		expect(needs.get('omni-human.omni_human_1_5')).toEqual(['--image-url', '--audio-url']);
		expect(needs.get('gemini.nano-banana-2')).toBeUndefined();
	});
});

describe('a sample', () => {
	const field = (path: string, more: object = {}) => ({
		path,
		type: 'string',
		required: false,
		...more,
	});

	it('has what is required, a prompt, and the cheapest of what the price depends on', () => {
		const sample = sampleInput(
			{
				input: [
					field('prompt'),
					field('title'),
					field('image_url', { required: true }),
					field('duration', { type: 'integer', enum: [10, 5] }),
					field('resolution', { enum: ['1080p', '480p'] }),
					field('rows', { type: 'array' }),
					field('rows[].text', { required: true }),
					field('parts[].image', { required: true }),
				],
			},
			links,
		);
		expect(sample).toEqual({
			input: {
				prompt: expect.any(String),
				image_url: links.image,
				duration: 5,
				resolution: '480p',
				parts: [{ image: links.image }],
			},
		});
	});

	it('fills one of several fields, of which one is required', () => {
		const task = {
			input: [field('prompt'), field('image_url'), field('mode'), field('video_url')],
			oneOf: [
				{ paths: ['prompt', 'image_url'] },
				{ paths: ['video_url', 'image_url'] },
				{ paths: ['mode'], when: { path: 'prompt', values: ['other'] } },
			],
		};
		expect(sampleInput(task, links)).toEqual({
			input: { prompt: expect.any(String), image_url: links.image },
		});
		expect(sampleInput(task, {})).toEqual({ missing: ['--image-url'] });
	});

	it('takes what the user gives as it is', () => {
		const own = { image_url: 'https://example.com/own.png', seed: 1 };
		expect(sampleInput({ input: [field('image_url', { required: true })] }, {}, own)).toEqual({
			input: own,
		});
	});
});

describe('a price', () => {
	const fact = (usd: number, unit: string, condition = '', ...taskTypes: string[]) => ({
		...{ model: 'acme', taskTypes: taskTypes.length === 0 ? ['go'] : taskTypes, condition },
		...{ usd, unit, date: '2026', source: 'https://example.com', confidence: 'documented' },
	});
	const asked = (input: Record<string, unknown> = {}) => ({
		model: 'acme',
		task_type: 'go',
		input,
	});

	it('is the highest of all conditions, times the seconds that are asked for', () => {
		const facts = [fact(0.1, 'second', '720p'), fact(0.2, 'second', '1080p', 'run', 'go')];
		expect(worstCost(asked({ duration: '4s' }), facts)).toBeCloseTo(0.8);
		expect(possibleCosts(asked({ duration: 4 }), facts)).toEqual([0.4, 0.8]);
	});

	it.each([
		['seconds that are not asked for', [fact(0.1, 'second')]],
		['pixels of a file', [fact(0.1, 'image'), fact(0.1, 'megapixel')]],
		['another task type', [fact(0.1, 'image', '', 'stop')]],
		['another version', [fact(0.1, 'image', 'version 3.0, 720p')]],
	])('is not known for %s', (_, facts) => {
		expect(worstCost(asked({ version: '2.1' }), facts)).toBeUndefined();
	});

	it('may hold for one version only', () => {
		expect(worstCost(asked({ version: '3.0' }), [fact(1, 'clip', 'version 3.0, 720p')])).toBe(1);
	});
});

describe("the catalog's estimate", () => {
	const price: Price = {
		...{ per: 'task', rates: [{ usd: 0.3, when: { size: ['big'] } }, { usd: 0.1 }] },
		...{ asOf: '2026-11', source: 'https://example.com', confidence: 'documented' },
	};
	const size = text('size', { label: 'Size', help: 'How large' });
	const known: readonly Family[] = [
		{
			...{ value: 'acme', name: 'Acme', kind: 'image' },
			operations: [{ ...operationWith(size), price }],
		},
	];
	const estimateFor = (input: Record<string, unknown>, taskType = 'animate') =>
		catalogEstimate({ model: 'acme', task_type: taskType, input }, known);

	it('is what the nodes tell about the request', () => {
		expect(estimateText(estimateFor({ size: 'small' }))).toBe('the catalog estimates about $0.10');
		expect(estimateText(estimateFor({}))).toBe('the catalog estimates at most $0.30');
		expect(estimateText(estimateFor({}, 'unknown'))).toBe('the catalog estimates nothing');
	});

	it('is beside the documented price in the list', () => {
		const [offer] = allOffers(links).filter(({ name }) => name === 'trellis2.image_to_3d');
		const line = offerLine({ ...(offer as Offer), estimate: estimateFor({ size: 'small' }) });
		expect(line).toBe(
			'trellis2.image_to_3d: at most $0.10 (2025-12), the catalog estimates about $0.10',
		);
	});

	it('is not above the documented price', () => {
		const above = allOffers(links).filter(
			({ estimate, worstUsd = Infinity }) =>
				estimate !== undefined && estimate.usd > worstUsd + 1e-7,
		);
		expect(above.map(offerLine)).toEqual([]);
	});
});

describe('the plan', () => {
	it('creates the cheapest image unless something is named', () => {
		expect(names(plan())).toEqual(['flux.txt2img:Qubico/flux1-schnell']);
		expect(names(plan('--kind', 'image', '--kind', 'audio'))).toHaveLength(2);
	});

	it('takes the cheapest model of an operation, or the one that is named', () => {
		expect(names(plan('--operation', 'flux.txt2img'))).toEqual([
			'flux.txt2img:Qubico/flux1-schnell',
		]);
		expect(names(plan('--operation', 'flux.txt2img:Qubico/flux1-dev'))).toEqual([
			'flux.txt2img:Qubico/flux1-dev',
		]);
	});

	it('cancels the cheapest task there is, without anything of the user', () => {
		const { cheapest } = plan(
			...['--operation', 'flux.txt2img', '--input', '{"batch_size":4}', '--worst-price', '0.01'],
		);
		expect(cheapest?.request.input).toEqual({ prompt: expect.any(String) });
		expect(cheapest?.worstUsd).toBe(0.0015);
	});

	it.each([
		[['--operation', 'none'], /no operation none/],
		[['--operation', 'image-toolkit.background-remove'], /needs --image-url/],
		[
			['--operation', 'kling.video_generation', '--cap', '9'],
			/is not known. Say with --worst-price/,
		],
		[['--operation', 'flux.txt2img', '--input', '{"batch_size":4}'], /is not known/],
		[
			['--operation', 'veo3.text_to_video_3'],
			/may cost .* and the cap is \$0\.05.*Nothing was sent/,
		],
		[['--operation', 'kling.video_generation', '--worst-price', '0.5'], /may cost \$0\.50/],
		[['--operation', 'flux.txt2img', '--worst-price', '0.06'], /may cost \$0\.06/],
		[['--kind', 'text'], /known price and all it needs/],
	])('refuses %j', (given, text) => {
		expect(() => plan(...given)).toThrow(ClearFailure);
		expect(() => plan(...given)).toThrow(text);
	});
});

describe('the options', () => {
	it.each([
		[['--cap', 'much'], /--cap must be a number of US dollars/],
		[['--cap', '-1'], /--cap/],
		[['--kind', 'song'], /--kind must be one of/],
		[['--image-url', 'fox.png'], /must be a link/],
		[['--input', '[]'], /must be a JSON object/],
		[['--input', '{}'], /exactly one --operation/],
		[['--base-url', 'https://example.com'], /your key is sent to it/],
		[['--base-url', 'http://127.0.0.1.example.com'], /your key is sent to it/],
		[['--base-url', 'http://api.piapi.ai'], /your key is sent to it/],
		[['--nothing'], /Unknown option/],
	])('refuse %j', (given, text) => expect(() => readOptions(given)).toThrow(text));

	it('want a key that a header can hold, and do not repeat it', () => {
		expect(() => keyOf({})).toThrow(/https:\/\/app\.piapi\.ai/);
		expect(() => keyOf({ PIAPI_API_KEY: 'one\ntwo' })).toThrow(/^(?!.*two)/s);
		expect(keyOf({ PIAPI_API_KEY: ' abc ' })).toBe('abc');
	});
});

describe('the budget', () => {
	it('counts at the worst price what is in flight, and more where PiAPI says so', () => {
		const budget = createBudget(0.3);
		const first = budget.commit(0.1);
		const second = budget.commit(0.2);
		expect([budget.allows(0.001), budget.committed()]).toEqual([false, expect.closeTo(0.3)]);
		second.release();
		expect(budget.allows(0.2)).toBe(true);
		first.told(0.05);
		expect(budget.committed()).toBeCloseTo(0.1);
		first.told(0.25);
		expect([budget.allows(0.05), budget.allows(0.06)]).toEqual([true, false]);
	});
});
