import { piApiFamilies } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { listSearchOf } from '../../nodes/description/listSearch';
import { propertiesOfResources } from '../../nodes/description/properties';
import { moreResources } from '../../nodes/description/resources';
import { anyModel, image, sent } from '../unit/anyModelStage';
import { optionsOf, shownFor } from './form';

const properties = propertiesOfResources(
	[...piApiFamilies, ...anyModelFamilies],
	moreResources,
	'flux',
);

const operations = anyModelFamilies.flatMap((family) =>
	family.operations.map((operation) => [operation.value, family, operation] as const),
);

const shown = (resource: string, operation: string) =>
	shownFor(properties, operation, resource).map(({ displayOptions: _, ...property }) => property);

describe.each(operations)('%s', (value, family, { commonFields, modelField }) => {
	const form = shown(family.value, value);

	it('shows the model first, and then what models have in common, whichever is chosen', () => {
		const names = form.map(({ name }) => name);
		const start = names.indexOf(modelField.parameter);
		const onTop = commonFields.filter((field) => field.onTop).map(({ parameter }) => parameter);
		expect(names.slice(start, start + 1 + onTop.length).sort()).toEqual(
			[modelField.parameter, ...onTop].sort(),
		);
		expect(JSON.stringify(form)).not.toContain(`"${modelField.parameter}":[`);
	});

	it('has no default for what decides about the price', () => {
		const standards = commonFields.filter((field) => 'standard' in field);
		expect(standards).toEqual([]);
		const model = form.find(({ name }) => name === modelField.parameter);
		expect(model).toMatchObject({ required: true, default: { mode: 'list', value: '' } });
	});

	it('offers If It Fails, with content refusals off', () => {
		const options = optionsOf(shownFor(properties, value, family.value));
		const standards = Object.fromEntries(
			options
				.filter(({ name }) => name.startsWith('tryNext'))
				.map(({ name, default: standard }) => [name, standard]),
		);
		expect(standards).toEqual({
			tryNextIfRefused: true,
			tryNextIfFailed: true,
			tryNextOnTimeout: true,
			tryNextIfContentRefused: false,
		});
		expect(options.map(({ name }) => name)).toEqual(
			expect.arrayContaining(['ifItFails', 'moreInput']),
		);
	});
});

it('a field of one name is the same field in every operation, so that its value is kept', () => {
	const video = anyModelFamilies.find(({ value }) => value === 'anyVideo');
	const [first = [], ...others] = (video?.operations ?? []).map(({ value }) =>
		shown('anyVideo', value),
	);
	expect(others).toHaveLength(2);
	const kept = ['anyModel', 'aspectRatioChoice', 'duration', 'resolution', 'downloadFiles'];
	for (const name of kept) {
		const [here, ...there] = [first, ...others]
			.map((form) => form.find((property) => property.name === name))
			.map(
				// The list and its example differ.
				(property) =>
					name === 'anyModel'
						? { ...property, description: '', modes: property?.modes?.map((mode) => mode.name) }
						: property,
			);
		expect(here).toBeDefined();
		there.forEach((property) => expect(property).toEqual(here));
	}
});

it.each(['kling-3.0', 'veo-3.1'])('%s takes prompt, image and aspect ratio of one form', (id) => {
	const outcome = sent('generateAnyVideoFromImage', id, { image, aspect_ratio: '9:16' });
	expect(outcome).toMatchObject({
		input: { prompt: 'a fox', image_url: image, aspect_ratio: '9:16' },
		hints: [],
	});
});

describe('the list of models', () => {
	const listed = async (resource: string, operation: string, filter?: string) => {
		const methods = listSearchOf(
			[...piApiFamilies, ...anyModelFamilies],
			async () => await Promise.resolve({ problem: '' }),
		);
		const context = {
			getCurrentNodeParameter: (name: string) => (name === 'resource' ? resource : operation),
		};
		const search = methods.anyModelSuggestions;
		if (search === undefined) throw new Error('no list');
		return (await search.call(context as never, filter)).results.map(({ name, value }) => ({
			name,
			value,
		}));
	};

	it('has each model once, with its price and its time', async () => {
		const models = await listed('any3dModel', 'generateAny3dModel');
		expect(models).toEqual([
			{ name: 'Pixal3D, about $0.25 (Jun 2026), 4 min', value: 'pixal3d' },
			{ name: 'Trellis, about $0.04 (2026)', value: 'trellis' },
			{ name: 'Trellis 2, about $0.10 (Dec 2025)', value: 'trellis-2' },
		]);
	});

	it('is searched by name', async () => {
		const models = await listed('anyVideo', 'generateAnyVideoFromText', 'KLING 3');
		expect(models.map(({ value }) => value)).toEqual(['kling-3.0']);
	});

	it('is that of the operation', async () => {
		const models = await listed('anyVideo', 'generateAnyVideoFromReferences');
		const { operation } = anyModel('generateAnyVideoFromReferences', 'kling-1.6');
		expect(models).toHaveLength(operation.modelField.suggestions?.length ?? 0);
		expect(models.map(({ value }) => value)).not.toContain('veo-3');
	});
});
