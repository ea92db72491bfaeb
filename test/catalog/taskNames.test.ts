import { families, isOfFamily, operationsOf, variantsOf } from '../../nodes/catalog';

const tasks = families.flatMap((family) =>
	family.operations.flatMap((operation) =>
		variantsOf(operation).map(({ model, taskType }) => ({ family, model, taskType })),
	),
);

it('an echo in another case is about the same task', () => {
	for (const { family, model, taskType } of tasks) {
		const known = operationsOf(families, model, taskType);
		expect(operationsOf(families, model.toUpperCase(), taskType.toUpperCase())).toEqual(known);
		expect(isOfFamily(families, family, model.toUpperCase(), taskType.toLowerCase())).toBe(true);
	}
});

it('a task type that nobody knows goes by the model, in any case', () => {
	const [kling] = families.filter(({ value }) => value === 'kling');
	expect(kling && isOfFamily(families, kling, 'Kling', 'new_type')).toBe(true);
	expect(kling && isOfFamily(families, kling, 'Luma', 'new_type')).toBe(false);
});
