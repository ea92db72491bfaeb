import { families, variantsOf } from '../../nodes/catalog';
import { estimateOf, type Estimate } from '../../nodes/catalog/estimate';
import { openAiFamilies } from '../../nodes/catalog/openAi';
import type { Price } from '../../nodes/catalog/price';
import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { recordedAnswers } from '../../tools/recorded/recorded';
import { factNames, familyFacts, type TaskFacts, type PriceFact } from '../../tools/facts/facts';
import { LEFT_OUT } from '../../tools/facts/leftOut';
import { inputsOf, isOfNoRequest, operationsForOneUnit, UNITS, withFixed } from './pricedRows';
import { WITHOUT_PRICE } from './withoutPrice';

const allFamilies = [...families, ...openAiFamilies];
const facts = factNames.map(familyFacts);
const rows = facts.flatMap(({ prices = [] }) => prices).filter((row) => !isOfNoRequest(row));

/** From the least to the most sure. */
const SURENESS = ['inferred', 'client-code', 'documented'];

const asked = rows.flatMap((row) =>
	row.taskTypes.flatMap((taskType) =>
		(inputsOf(row.condition) ?? []).map((input) => ({ row, taskType, input })),
	),
);

const isOffered = ({ row, taskType }: { row: PriceFact; taskType: string }): boolean =>
	operationsForOneUnit(families, row.model, taskType).length > 0;

describe('each price of the facts', () => {
	it.each(rows)('is about a request: $model $taskTypes "$condition"', ({ condition }) => {
		expect(inputsOf(condition)).toBeDefined();
	});

	it.each(asked.filter(isOffered))(
		'is in the catalog: $row.model $taskType $input $row.usd',
		({ row, taskType, input }) => {
			const operations = operationsForOneUnit(families, row.model, taskType);
			const estimate = estimateOf(operations, {
				model: row.model,
				task_type: taskType,
				input: withFixed(operations, input),
			});
			expect(estimate?.usd).toBe(row.usd);
			expect(estimate?.price.per).toBe(UNITS[row.unit]);
			expect(row.date).toContain(estimate?.price.asOf);
			expect(SURENESS.indexOf(estimate?.price.confidence ?? '')).toBeLessThanOrEqual(
				SURENESS.indexOf(row.confidence),
			);
			if (row.source.startsWith('https:') && row.confidence === 'documented') {
				expect(estimate?.price.source).toMatch(/^https:/);
			}
		},
	);

	it('has an operation, unless its task type is left out', () => {
		const leftOut = new Set(Object.keys(LEFT_OUT).map((key) => key.split(' ')[1]));
		const missing = asked.filter((one) => !isOffered(one)).map(({ taskType }) => taskType);
		expect(missing.filter((taskType) => !leftOut.has(taskType))).toEqual([]);
		expect(asked.filter(isOffered).length).toBeGreaterThan(90);
	});
});

const numbersIn = (text: string | undefined): number[] =>
	(text?.match(/\d+\.\d+/g) ?? []).map(Number);

const billed = (family: string, what: string): number => {
	const answer = recordedAnswers.find((one) => one.family === family && one.what === what);
	const { data } = (answer?.body ?? {}) as {
		data: { meta: { usage: { frozen: number; consume: number } } };
	};
	const { frozen, consume } = data.meta.usage;
	return Math.max(frozen, consume) / 10_000_000;
};

/** Prices that are known from a bill only. */
const BILLS: Readonly<Record<string, number>> = {
	'kling generateVideo': billed('kling', 'video_url beside works, logs null, points'),
	'midjourney describe': billed('midjourney', 'describe done'),
	'midjourney imagine': billed('midjourney', 'imagine done on a plan without cut links'),
};

const tasksOf = (family: Family, operation: Operation): TaskFacts[] => {
	const variants = variantsOf(operation);
	return facts
		.flatMap(({ tasks }) => tasks)
		.filter(({ id, models, taskTypes }) =>
			family.value === 'gptImage'
				? id === 'gpt-image.generations' || id === 'gpt-image.edits'
				: variants.some(
						({ model, taskType }) => models.includes(model) && taskTypes.includes(taskType),
					),
		);
};

/** The amounts that the facts name for a model of an operation, in rows or in words. */
function amountsOf(family: Family, operation: Operation, models: readonly string[]): number[] {
	const variants = variantsOf(operation).filter(({ value }) => models.includes(value));
	return [
		...rows
			.filter((row) =>
				variants.some(
					({ model, taskType }) => row.model === model && row.taskTypes.includes(taskType),
				),
			)
			.map(({ usd }) => usd),
		...tasksOf(family, operation).flatMap(({ price }) => numbersIn(price)),
		...[BILLS[`${family.value} ${operation.value}`] ?? []].flat(),
	];
}

const priced = allFamilies.flatMap((family) =>
	family.operations.flatMap((operation) =>
		operation.price === undefined ? [] : [{ family, operation, price: operation.price }],
	),
);

describe('each price of the catalog', () => {
	it.each(priced)(
		'is in the facts: $family.name: $operation.name',
		({ family, operation, price }) => {
			const all = variantsOf(operation).map(({ value }) => value);
			const unknown = price.rates.filter(
				({ usd, models = all }) => !amountsOf(family, operation, models).includes(usd),
			);
			expect(unknown).toEqual([]);
			const { surcharge } = price;
			if (surcharge === undefined) return;
			expect(JSON.stringify(tasksOf(family, operation))).toContain(`$${surcharge.usd} for each`);
		},
	);

	const paths = ({ rates, count, entries, openWith = [], surcharge }: Price): string[] => [
		...rates.flatMap(({ when = {} }) => Object.keys(when)),
		...(typeof count === 'string' ? [count] : []),
		...[entries?.path ?? [], surcharge?.path ?? [], ...openWith].flat(),
	];

	it.each(priced)(
		'names fields, models, a date and a source: $family.name: $operation.name',
		({ operation, price }) => {
			const fields = operation.fields.map(({ path }) => path);
			expect(paths(price).filter((path) => !fields.includes(path))).toEqual([]);
			const values = variantsOf(operation).map(({ value }) => value);
			const models = price.rates.flatMap((rate) => rate.models ?? []);
			expect(models.filter((model) => !values.includes(model))).toEqual([]);
			expect(price.asOf).toMatch(/^20\d\d(-(0[1-9]|1[0-2]))?$/);
			expect(price.source).toMatch(/^(https:\/\/\S+|client code|recorded answer)$/);
		},
	);
});

type Input = Readonly<Record<string, unknown>>;

function estimateFor(family: string, value: string, input: Input): Estimate | undefined {
	const operation = allFamilies
		.find((one) => one.value === family)
		?.operations.find((one) => one.value === value);
	if (operation?.price === undefined) throw new Error(`${family} ${value} has no price`);
	const { model, taskType } = operation;
	return estimateOf([operation], { model, task_type: taskType, input });
}

describe('prices that the facts state in words only', () => {
	type Row = readonly [family: string, operation: string, input: Input, usd: number];

	it.each<Row>([
		['kling', 'generateVideo', { version: '2.5', mode: 'std', duration: 5 }, 0.2],
		['kling', 'generateVideo', { version: '2.5', mode: 'pro', duration: 10 }, 0.66],
		['kling', 'generateVideo', { version: '2.0', mode: 'pro', duration: 10 }, 1.92],
		['kling', 'generateVideo', { version: '2.1-master', duration: 5 }, 0.96],
		['kling', 'generateVideo', { version: '1.6', mode: 'std', duration: 5 }, 0.26],
		['kling', 'generateOmniVideoO1', { version: 'o1', resolution: '720p', duration: 5 }, 0.39],
		['kling', 'generateOmniVideoO1', { version: 'o1', resolution: '1080p', duration: 5 }, 1.04],
		['hailuo', 'generateVideo', { model: 't2v-01' }, 0.2],
		['hailuo', 'generateVideo', { model: 's2v-01' }, 0.3],
		['hailuo', 'generateVideo', { model: 'i2v-02', duration: 10 }, 0.8],
		['hailuo', 'generateVideo', { model: 'i2v-02', resolution: 768, duration: 6 }, 0.25],
		['gptImage', 'generate', { model: 'gpt-image-1', quality: 'low' }, 0.011],
		['gptImage', 'generate', { model: 'gpt-image-1.5', quality: 'medium', n: 2 }, 0.068],
		['gptImage', 'generate', { model: 'gpt-image-2' }, 0.125],
		['gptImage', 'edit', { model: 'gpt-image-2-preview', n: 3 }, 0.3],
		['seedream', 'generateImagePro', { image_urls: ['a', 'b', 'c'] }, 0.074],
	])('%s %s %j', (...row) => {
		const [family, value, input, usd] = row;
		expect(estimateFor(family, value, input)?.usd).toBe(usd);
	});

	it.each<Row>([
		['kling', 'generateOmniVideoO1', { version: 'o1', resolution: '1080p', duration: 5 }, 1.04],
		['hailuo', 'generateVideo', { model: 'i2v-02', duration: 10 }, 0.8],
		['hailuo', 'generateVideo', { model: 'v2.3', resolution: 1080 }, 0.45],
		['hailuo', 'generateVideo', { model: 'v2.3-fast', duration: 10 }, 0.26],
	])('say only the upper end: %s %s %j', (...row) => {
		const [family, value, input, usd] = row;
		expect(estimateFor(family, value, input)).toMatchObject({ usd, isMost: true });
	});

	it.each<Row>([
		['framepack', 'generateVideoFromImage', {}, 0.9],
		['hailuo', 'generateVideo', { model: 'v2.3' }, 0.45],
		['hailuo', 'generateVideo', { model: 'v2.3-fast', duration: 6 }, 0.26],
	])('say no default, only one that clients chose: %s %s %j', (...row) => {
		const [family, value, input, usd] = row;
		expect(estimateFor(family, value, input)).toMatchObject({ usd, isMost: true });
	});

	it.each<readonly [family: string, operation: string, input: Input]>([
		['gptImage', 'edit', { model: 'gpt-image-1', quality: 'low' }],
		['gptImage', 'generate', { model: 'gpt-image-1', quality: 'low', size: '1024x1536' }],
		['hailuo', 'generateVideo', { model: 'i2v-01-director' }],
		['kling', 'generateVideo', { version: '2.6', mode: 'std', duration: 5 }],
		['kling', 'generateVideo', {}],
		['luma', 'generateVideo', { duration: 10 }],
		['midjourney', 'imagine', {}],
		['seedance', 'generateVideo2', { resolution: '480p', video_urls: ['a'] }],
		['seedance', 'generateVideo25', { draft_task_id: 'a' }],
		['sora2', 'generateProVideo', { resolution: '1080p', duration: 4 }],
	])('do not say what this costs: %s %s %j', (family, operation, input) => {
		expect(estimateFor(family, operation, input)).toBeUndefined();
	});
});

describe('how many operations have a price', () => {
	const keys = (wanted: readonly Family[], isPriced: boolean): string[] =>
		wanted.flatMap(({ value, operations }) =>
			operations
				.filter(({ price }) => (price !== undefined) === isPriced)
				.map((operation) => `${value} ${operation.value}`),
		);

	it('is all but those with a reason', () => {
		expect(keys(allFamilies, false).sort()).toEqual(Object.keys(WITHOUT_PRICE).sort());
	});

	it('is at least 80 % of those that PiAPI has not discontinued', () => {
		const ended = facts.filter(({ availability }) => availability === 'discontinued');
		const offered = allFamilies.filter(
			({ value }) => !ended.some(({ family }) => family === value),
		);
		const shareOf = (wanted: readonly Family[]): readonly [string, number] => {
			const [some, none] = [keys(wanted, true).length, keys(wanted, false).length];
			const share = some / (some + none);
			return [`${some} of ${some + none} (${(share * 100).toFixed(1)} %)`, share];
		};
		const [text, share] = shareOf(offered);
		process.stdout.write(
			`Operations with a price: ${text}; with those that PiAPI has discontinued, ${shareOf(allFamilies)[0]}\n`,
		);
		expect(share).toBeGreaterThanOrEqual(0.8);
	});
});
