import { families, variantsOf } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { fieldsFor, hasCommon, modelsFor, setValues } from '../../nodes/catalog/anyModel/models';
import type { CommonPath, SetValues } from '../../nodes/catalog/serves';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { isProblem } from '../../nodes/transport/problem';
import { valueOf } from '../../nodes/request/value';
import { ANY_MODEL_IDS } from './anyModelIds';
import { creating, factNames, familyFacts, inputFields } from '../../tools/facts/facts';

const factTasks = factNames.flatMap((name) => creating(familyFacts(name)));

const operations = anyModelFamilies.flatMap((family) =>
	family.operations.map((operation) => [operation.value, operation] as const),
);

const models = operations.flatMap(([, operation]) =>
	modelsFor(operation.value).map(
		(model) =>
			[`${operation.value} ${model.id} (${model.operation.value})`, operation, model] as const,
	),
);

const idsByKind = new Map(
	anyModelFamilies.map((family) => [
		family.value,
		new Set(family.operations.flatMap(({ value }) => modelsFor(value).map(({ id }) => id))),
	]),
);

const ids = [...new Set([...idsByKind.values()].flatMap((some) => [...some]))];

/** All that says how an operation is offered, those of models that may be gone included. */
const served = families.flatMap((family) =>
	family.operations.flatMap((operation) =>
		(operation.serves ?? []).map((serves) => ({ operation, serves })),
	),
);

const fieldAt = ({ fields }: Operation, path: string): Field | undefined =>
	fields.find((field) => field.path === path);

/** What is wrong with values that the catalog sets. */
const wrongValues = (operation: Operation, values: SetValues = {}): string[] =>
	Object.entries(values).flatMap(([path, value]) => {
		const field = fieldAt(operation, path);
		if (field === undefined) return [`${path} is not a field`];
		if (field.type === 'media') return [`${path} is a file`];
		const read = valueOf(field, value);
		if (read === 'unset' || isProblem(read)) return [`${path} does not take ${value}`];
		return read.value === value ? [] : [`${path} makes ${String(read.value)} of ${value}`];
	});

describe('the models of any model', () => {
	it(`are ${ids.length} of ${idsByKind.size} kinds`, () => {
		process.stdout.write(
			`${[...idsByKind].map(([kind, some]) => `${kind}: ${some.size}`).join(', ')}; together ${ids.length}\n`,
		);
		expect(ids.length).toBeGreaterThanOrEqual(25);
		expect([...idsByKind.values()].filter((some) => some.size > 0)).toHaveLength(5);
	});

	it('keep their IDs, which are in workflows', () => {
		const all = served.flatMap(({ serves }) => serves.models.map(({ id }) => id));
		expect([...new Set(all)].sort()).toEqual([...ANY_MODEL_IDS]);
	});

	it('have one name for an ID and one ID for a name, in words and numbers', () => {
		const names = new Map(models.map(([, , { id, name }]) => [id, name]));
		expect(models.filter(([, , { id, name }]) => names.get(id) !== name)).toEqual([]);
		expect(new Set(names.values()).size).toBe(names.size);
		expect(ids.filter((id) => !/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/.test(id))).toEqual([]);
	});

	it.each(operations)('%s: several operations of one ID are of one family', (value) => {
		const byId = new Map<string, Set<string>>();
		for (const { id, family } of modelsFor(value)) {
			byId.set(id, (byId.get(id) ?? new Set<string>()).add(family.value));
		}
		expect([...byId].filter(([, some]) => some.size > 1)).toEqual([]);
	});

	it.each(operations)('%s: has no field that no model takes', (_, operation) => {
		const unused = operation.commonFields.filter(
			({ path }) => !modelsFor(operation.value).some((one) => hasCommon(one, path as CommonPath)),
		);
		expect(unused).toEqual([]);
		expect(operation.commonFields.length).toBeGreaterThan(0);
	});

	it.each(models)('%s: gets every field that it requires', (_, operation, model) => {
		const common = operation.commonFields.map(({ path }) => path as CommonPath);
		const filled = [
			...common.flatMap((path) => fieldsFor(model, path)).map(({ path }) => path),
			...Object.keys(setValues(model, common)),
		];
		const missing = model.operation.fields.filter(
			({ required, path }) => required && !filled.includes(path),
		);
		expect(missing).toEqual([]);
	});

	it.each(models)('%s: takes files and values where the form has them', (_, operation, model) => {
		const wrong = operation.commonFields.flatMap((field) =>
			fieldsFor(model, field.path as CommonPath)
				.filter(
					(target) =>
						(target.type === 'media') !== (field.type === 'media') ||
						(target.type === 'media' && target.sentAs === 'base64') ||
						['json', 'rows', 'task'].includes(target.type),
				)
				.map(({ path }) => path),
		);
		expect(wrong).toEqual([]);
	});

	it.each(models)('%s: gets base64 where it takes it', (_, operation, model) => {
		const refused = operation.commonFields.filter(
			(field) =>
				field.type === 'media' &&
				field.sentAs === 'link' &&
				fieldsFor(model, field.path as CommonPath).some(
					(target) => target.type === 'media' && target.sentAs !== 'link',
				),
		);
		expect(refused).toEqual([]);
	});

	it.each(models)('%s: knows the limits that PiAPI does not document', (_, operation, model) => {
		const { model: name, taskType } = model.model;
		const task = factTasks.find(
			({ models: named, taskTypes, sources }) =>
				named.includes(name) &&
				taskTypes.includes(taskType) &&
				sources.some((source) => source.split(' ')[0] === model.operation.source),
		);
		const input = inputFields(task ?? { input: [] });
		const known = operation.commonFields.flatMap(({ path }) =>
			fieldsFor(model, path as CommonPath).flatMap((target): Array<[string, object]> => {
				const { min: from, max, maxLength } = input.get(target.path) ?? {};
				const to = max ?? maxLength;
				const isEnforced = 'maximum' in target || 'maximumLength' in target;
				if (to === undefined || isEnforced) return [];
				return [[path, from === undefined ? { to } : { from, to }]];
			}),
		);
		expect(task).toBeDefined();
		expect(model.serves.known ?? {}).toEqual(Object.fromEntries(known));
	});

	it.each(models)('%s: has a price text and a name in the list', (_, operation, { id }) => {
		const choice = operation.modelField.suggestions?.filter(({ value }) => value === id) ?? [];
		expect(choice).toHaveLength(1);
		expect(choice[0]?.label).toMatch(/, ((about|from) \$\d|price unknown)/);
	});
});

describe('what the catalog says about any model', () => {
	const common = new Set<string>(
		operations.flatMap(([, { commonFields }]) => commonFields.map(({ path }) => path)),
	);

	it.each(served.map((one) => [`${one.operation.model} ${one.operation.value}`, one] as const))(
		'%s: names models, paths and values that there are',
		(_, { operation, serves }) => {
			const { paths = {}, values = {}, set, setWith = {}, models: listed } = serves;
			const variants = variantsOf(operation).map(({ value }) => value);
			const wrongVariants = listed.filter(({ variant }) =>
				variant === undefined ? variants.length > 1 : !variants.includes(variant),
			);
			expect(wrongVariants).toEqual([]);
			const namedPaths = Object.values(paths).flat();
			expect(namedPaths.filter((path) => !fieldAt(operation, path))).toEqual([]);
			expect(wrongValues(operation, set)).toEqual([]);
			listed.forEach((model) => expect(wrongValues(operation, model.set)).toEqual([]));
			Object.values(setWith).forEach((some) => expect(wrongValues(operation, some)).toEqual([]));
			const named = [paths, values, setWith].flatMap((some) => Object.keys(some));
			expect(named.filter((path) => !common.has(path) && path !== 'voice')).toEqual([]);
		},
	);

	it('stands for a value with another one that the field takes', () => {
		const replaced = served.flatMap(({ operation, serves }) =>
			Object.entries(serves.values ?? {}).map(([path, values]) => ({
				operation,
				target: [serves.paths?.[path as CommonPath] ?? path].flat()[0] ?? '',
				values,
			})),
		);
		expect(replaced.length).toBeGreaterThan(0);
		const wrong = replaced.flatMap(({ operation, target, values }) =>
			Object.values(values).flatMap((value) => wrongValues(operation, { [target]: value })),
		);
		expect(wrong).toEqual([]);
	});
});
