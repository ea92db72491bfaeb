import { families } from '../../nodes/catalog';
import { piApiHint } from '../../nodes/description/builderHint';
import { optionsOfCreating } from '../../nodes/description/taskOptions';

const EXAMPLE = /resource: '([^']+)', operation: '([^']+)'/g;

describe("what n8n's AI reads", () => {
	const [patterns] = piApiHint.builderHint.extraTypeDefContent;
	const taught = [...(patterns?.content ?? '').matchAll(EXAMPLE)].flatMap(
		([, resource, operation]) =>
			families
				.filter(({ value }) => value === resource)
				.flatMap(({ operations }) => operations.filter(({ value }) => value === operation)),
	);

	it('has only operations without a note about their availability as examples', () => {
		expect(taught.length).toBeGreaterThan(2);
		expect(taught.filter(({ availabilityNote }) => availabilityNote !== undefined)).toEqual([]);
	});
});

it('no number of Task Options may be 0 in the form, since the node refuses that', () => {
	const numbers = optionsOfCreating('image').filter(({ property }) => property.type === 'number');
	expect(numbers.length).toBeGreaterThan(2);
	for (const { property } of numbers) expect(property.typeOptions?.minValue).toBeGreaterThan(0);
});
