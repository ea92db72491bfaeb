import { families } from '../../nodes/catalog';
import { choice, integer, plainChoices, task, text } from '../../nodes/catalog/fields';
import type { Field } from '../../nodes/catalog/vocabulary';
import { orderComplaints } from './fieldOrder';
import { operationWith } from './operationWith';

describe.each(families.map((family) => [family.name, family] as const))('%s', (_, family) => {
	it('has its fields in the usual order, at most five of them main', () => {
		expect(family.operations.flatMap(orderComplaints)).toEqual([]);
	});
});

describe('the check itself', () => {
	const own = { label: 'Own', help: 'Help' };
	const model = text('model', { ...own, label: 'Model', required: true });
	const prompt = text('prompt', { ...own, required: true });
	const style = text('style', { ...own, onTop: true });
	const ratio = text('aspect_ratio', own);
	const duration = integer('duration', own);
	const size = text('size', own);
	const version = choice('version', { ...own, choices: plainChoices('1', '2'), main: true });
	const results = integer('n', own);
	const seed = integer('seed', own);
	const onlyFor = (path: string, ...values: string[]) =>
		text('only', { ...own, onlyFor: { path, values } });

	it('finds nothing to complain about in a proper form', () => {
		const fields = [model, prompt, style, seed, ratio, duration, size, version, results];
		const sound = onlyFor('version', '2');
		const oneModel = text('one', { ...own, onlyFor: { models: ['animate'] } });
		expect(orderComplaints(operationWith(...fields, sound, oneModel))).toEqual([]);
		const optional = text('prompt', { ...own, onTop: true });
		expect(orderComplaints(operationWith(style, optional))).toEqual([]);
		const origin = task('origin_task_id', { ...own, required: true });
		expect(orderComplaints(operationWith(origin, prompt))).toEqual([]);
	});

	it.each<[string, Field[], string]>([
		['a late model', [prompt, model], 'model comes after a required prompt'],
		['a late prompt', [style, prompt], 'prompt comes after other fields on top'],
		['an early main field', [ratio, style], 'style comes after main fields'],
		[
			'a late shape',
			[duration, ratio],
			'aspect_ratio comes late among the main fields: aspect ratio, duration, resolution, others, number of results',
		],
		[
			'an early number',
			[results, version],
			'version comes late among the main fields: aspect ratio, duration, resolution, others, number of results',
		],
		[
			'six main fields',
			[ratio, duration, size, version, results, integer('height', own)].sort(
				(a, b) => Number(a.path === 'n') - Number(b.path === 'n'),
			),
			'has 6 main fields',
		],
		[
			'a main field in Options',
			[{ ...ratio, onTop: false }],
			'aspect_ratio is main and not on top',
		],
		[
			'an unknown model',
			[text('one', { ...own, onlyFor: { models: ['other'] } })],
			'one is for a model that the operation does not have',
		],
		[
			'an unknown value',
			[version, onlyFor('version', '3')],
			'only is for a value that version does not have',
		],
		[
			'a field without a list',
			[text('place', { ...own, onTop: true }), onlyFor('place', 'sea')],
			'only is for a value that place does not have',
		],
		['an option', [seed, onlyFor('seed', '3')], 'only is for values of seed, which is not on top'],
	])('finds %s', (_, fields, complaint) => {
		expect(orderComplaints(operationWith(...fields))).toContain(`Animate: ${complaint}`);
	});
});
