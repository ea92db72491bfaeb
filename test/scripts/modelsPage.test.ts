import { families } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { modelsFor } from '../../nodes/catalog/anyModel/models';
import { isProblem } from '../../nodes/transport/problem';
import { modelsPage } from '../../scripts/docs/modelsPage';
import { leastFor, sentFor } from '../property/commonInputs';

const page = modelsPage(anyModelFamilies, families);

const sectionOf = (heading: string): string =>
	page.split(`\n### ${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';

/** The cells of a model by the head of their column. */
function rowOf(heading: string, id: string): Record<string, string> {
	const rows = sectionOf(heading)
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split('|').slice(1, -1));
	const [head = []] = rows;
	const row = rows.find((cells) => cells.some((cell) => cell.trim() === `\`${id}\``)) ?? [];
	return Object.fromEntries(head.map((name, index) => [name.trim(), row[index]?.trim() ?? '']));
}

const operations = anyModelFamilies.flatMap((family) =>
	family.operations.map((operation) => [`${family.name}: ${operation.name}`, operation] as const),
);

const models = operations.flatMap(([heading, operation]) =>
	modelsFor(operation.value).map((model) => [heading, model.id, operation, model] as const),
);

/** The values of a cell; of "3 to 15" and "up to 4" the ends. */
const valuesIn = (cell: string): string[] =>
	/^(?:any\b.*|yes|)$/.test(cell) ? [] : cell.replace(/^up to /, '').split(/, | to /);

const bare = (value: string): string => value.toLowerCase().replace(/^(\d+)p$/, '$1');

/** Whether a cell has a value, or a range around it. */
function isInCell(cell: string, value: string): boolean {
	if (valuesIn(cell).some((one) => bare(one) === bare(value))) return true;
	const [from = NaN, to = NaN] = / to /.test(cell) ? valuesIn(cell).map(Number) : [];
	return Number(value) >= from && Number(value) <= to;
}

describe('the page about models', () => {
	it('says at first for whom it is', () => {
		expect(page).toMatch(/^# Which model for what\n\n<!-- .* -->\n\nFor everyone who /);
	});

	it.each(operations)('lists every model of %s with its page', (heading, { value }) => {
		for (const { id, name } of modelsFor(value)) {
			const row = rowOf(heading, id);
			expect(row.Model).toMatch(new RegExp(`^\\[${name}\\]\\(operations/[\\w-]+\\.md#[\\w-]+\\)$`));
			expect(row.Price).toMatch(/^(?:About|From) \$\d|^Not known$/);
			expect(row.Takes).not.toBe('');
		}
	});

	it('has limits as the form takes them', () => {
		expect(rowOf('Video (Any Model): Generate From Text', 'veo-3.1')).toMatchObject({
			Takes: 'Prompt, Negative Prompt',
			'Aspect Ratio': '16:9, 9:16',
			Duration: '4, 6, 8',
			Resolution: '720p, 1080p',
		});
		expect(rowOf('Video (Any Model): Generate From Image', 'kling-3.0')).toMatchObject({
			Takes: 'Prompt, First Frame, Last Frame',
			Duration: '3 to 15',
			Resolution: '720p, 1080p',
			'Usual time': '110 s',
		});
		expect(rowOf('Video (Any Model): Generate From Image', 'framepack').Duration).toBe('10 to 30');
		expect(rowOf('Image (Any Model): Generate', 'flux-schnell')).toMatchObject({
			'Aspect Ratio': 'any, as width and height',
			'Number of Results': '1 to 4',
			Resolution: '',
		});
		expect(rowOf('Image (Any Model): Edit', 'qwen-image')).toMatchObject({
			Takes: 'Prompt, Images (at most 3), Negative Prompt, Seed',
			'Aspect Ratio': '',
		});
	});

	it.each(models)('%s, %s: every value in a cell is taken', (heading, _, operation, model) => {
		const row = rowOf(heading, model.id);
		const refused = operation.commonFields.flatMap(({ label, path }) =>
			valuesIn(row[label] ?? '').flatMap((value) => {
				const common = { ...leastFor(operation, model), [path]: value };
				const outcome = sentFor(operation, model, common);
				if (isProblem(outcome)) return [`${label} ${value}: ${outcome.message}`];
				return [...outcome.hints, ...outcome.remarks].map((text) => `${label} ${value}: ${text}`);
			}),
		);
		expect(refused).toEqual([]);
	});

	it.each(models)(
		'%s, %s: any other value is refused or hinted at',
		(heading, _, operation, model) => {
			const row = rowOf(heading, model.id);
			const silent = operation.commonFields.flatMap((field) => {
				const cell = row[field.label] ?? '';
				const others = field.type === 'text' ? (field.suggestions ?? []) : [];
				return others
					.map(({ value }) => String(value))
					.filter((value) => valuesIn(cell).length > 0 && !isInCell(cell, value))
					.filter((value) => {
						const common = { ...leastFor(operation, model), [field.path]: value };
						const outcome = sentFor(operation, model, common);
						return !isProblem(outcome) && outcome.hints.length === 0;
					})
					.map((value) => `${field.label} ${value}`);
			});
			expect(silent).toEqual([]);
		},
	);

	it.each(operations)('has no column without a value: %s', (heading, { value }) => {
		const rows = modelsFor(value).map(({ id }) => rowOf(heading, id));
		const columns = Object.keys(rows[0] ?? {});
		expect(columns).toContain('Price');
		expect(columns.filter((column) => rows.every((row) => row[column] === ''))).toEqual([]);
	});

	it('leaves empty what only other models of the operation take', () => {
		expect(rowOf('Video (Any Model): Generate From Text', 'hailuo-01')).toMatchObject({
			Duration: '',
			Resolution: '',
		});
		expect(rowOf('Image (Any Model): Generate', 'flux-dev')['Number of Results']).toBe('');
	});

	it('names at a glance the models that are best in one respect', () => {
		const [, glance = ''] = page.split('\n## At a glance\n');
		const rowsAbout = (heading: string): string[] =>
			(glance.split('\n').find((line) => line.startsWith(`| [${heading}]`)) ?? '')
				.split('|')
				.map((cell) => cell.trim());
		const [, , count, cheapest, quickest, longest, sharpest] = rowsAbout(
			'Image (Any Model): Generate',
		);
		expect(count).toBe(String(modelsFor('generateAnyImage').length));
		expect(cheapest).toBe('Flux Schnell: $0.0015 per image');
		expect([quickest, longest, sharpest]).toEqual(['', '', 'Nano Banana Pro: 4K']);
		const video = rowsAbout('Video (Any Model): Generate From Text');
		const cheapestVideos = (video[3] ?? '').split('; ');
		const price = /^[\w .]+: \$[\d.]+(?: to \$[\d.]+)? per (task|second)$/;
		expect(cheapestVideos.map((text) => price.exec(text)?.[1]).sort()).toEqual(['second', 'task']);
		expect(video[5]).toBe('Seedance 2.5: 30 s');
		expect(video[6]).toMatch(/^\d+ models: 1080p$/);
	});

	it('names the models that only their own families offer', () => {
		const [, last = ''] = page.split('\n## Not offered here\n');
		expect(last).toContain('[Sora 2](operations/sora2.md#generate-video)');
		expect(last).not.toContain('Kling');
	});
});
