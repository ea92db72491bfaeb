import type { INodeProperties } from 'n8n-workflow';

import { families as ownFamilies, variantsOf } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { KINDS } from '../../nodes/catalog/kinds';
import { standardOf, text } from '../../nodes/catalog/fields';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { propertyOf } from '../../nodes/description/field';
import { listSearchOf } from '../../nodes/description/listSearch';
import {
	actionOf,
	noticeOfFamily,
	noticeOfOperation,
	propertiesOfFamily,
} from '../../nodes/description/properties';
import { draftOf } from '../../nodes/request/draft';
import { getPath } from '../../nodes/request/objectPath';
import { isProblem } from '../../nodes/transport/problem';
import { formComplaints, mixedParameters, optionsOf, ownNames, shownFor } from './form';

const families = [...ownFamilies, ...anyModelFamilies];

const labels = (properties: ReadonlyArray<{ displayName: string }>) =>
	properties.map(({ displayName }) => displayName);

/** What a new node shows: the first model, and the default of the field that this one depends on. */
function isShownAtFirst(operation: Operation, { onlyFor }: Field): boolean {
	if (onlyFor === undefined) return true;
	if ('models' in onlyFor) {
		return onlyFor.models.includes(operation.variants?.[0]?.value ?? '');
	}
	const other = operation.fields.find(({ path }) => path === onlyFor.path);
	const standard = other === undefined ? undefined : standardOf(other);
	return onlyFor.values.some((value) => value === standard);
}

const allOperations = families.flatMap((family) =>
	family.operations.map((operation) => [family.name, operation.name, family, operation] as const),
);

it('every family can make something', () => {
	expect(allOperations.length).toBeGreaterThan(0);
	families.forEach(({ operations }) => expect(operations.length).toBeGreaterThan(0));
});

describe.each(allOperations)('%s, %s', (_, __, family, operation) => {
	const shown = shownFor(propertiesOfFamily(family), operation.value);
	const ownFields = shown.filter(({ name }) => !ownNames.has(name));
	const onTop = operation.fields.filter((field) => field.onTop && isShownAtFirst(operation, field));
	const inOptions = operation.fields.filter((field) => !field.onTop);

	it('has its fields where they belong', () => {
		expect(formComplaints(operation)).toEqual([]);
	});

	it('shows its fields in the order of the catalog, and no others', () => {
		expect(ownFields.map(({ name }) => name)).toEqual(onTop.map(({ parameter }) => parameter));
		expect(labels(ownFields)).toEqual(onTop.map(({ label }) => label));
		expect(ownFields.map(({ description }) => description)).toEqual(onTop.map(({ help }) => help));
		expect(onTop.map(({ main }) => main)).toEqual(
			[...onTop.map(({ main }) => main)].sort((a, b) => Number(a) - Number(b)),
		);
	});

	it('shows its fields before those that every operation has', () => {
		const names = shown.map(({ name }) => name);
		const place = (name: string): number => names.indexOf(name);
		ownFields.forEach(({ name }) => expect(place(name)).toBeLessThan(place('options')));
		const common = (operation.kind ?? family.kind) === 'text' ? [] : ['downloadFiles'];
		expect(names.slice(-2 - common.length)).toEqual([...common, 'options', 'taskOptions']);
	});

	it('shows no name twice', () => {
		const names = shown.map(({ name }) => name);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	it('has all its other fields in Options, sorted, none of them marked as required', () => {
		const options = optionsOf(shown);
		const own = options.filter(({ name }) => !ownNames.has(name));
		expect(own.map(({ name }) => name).sort()).toEqual(
			inOptions.map(({ parameter }) => parameter).sort(),
		);
		expect(labels(options)).toEqual([...labels(options)].sort((a, b) => a.localeCompare(b, 'en')));
		expect(options.filter(({ required }) => required)).toEqual([]);
	});

	const draftAsShown = (fields: readonly Field[], of: Partial<Operation>) =>
		draftOf(
			{ ...operation, ...of },
			{
				itemIndex: 0,
				read: (field) => (fields.includes(field) ? propertyOf(field).default : undefined),
				variant: variantsOf(operation)[0]?.value,
				serviceMode: '',
				webhookUrl: '',
				webhookSecret: '',
			},
		);

	it('sends only documented defaults of what is left as the form shows it', () => {
		const optional = operation.fields.filter(({ required }) => !required);
		for (const field of optional) {
			const alone: Field = { ...field, onlyFor: undefined };
			const draft = draftAsShown([alone], {
				fields: [alone],
				fixed: {},
				rules: [],
				completions: [],
			});
			if (isProblem(draft)) throw new Error(draft.message);
			const standard = standardOf(field);
			expect([field.path, getPath(draft.request.input, field.path), draft.files]).toEqual([
				field.path,
				standard,
				[],
			]);
		}
	});

	it('creates nothing from an empty form', () => {
		expect(isProblem(draftAsShown(onTop, {}))).toBe(true);
	});

	it('can be chosen, with its action and description', () => {
		const choices = propertiesOfFamily(family).find(({ name }) => name === 'operation')?.options;
		expect(choices).toContainEqual({
			name: operation.name,
			value: operation.value,
			action: operation.action ?? actionOf(family, operation),
			description: operation.description,
		});
	});

	it('has the usual timeout of its kind', () => {
		const taskOptions = shown.find(({ name }) => name === 'taskOptions')?.options ?? [];
		const timeout = (taskOptions as INodeProperties[]).find(({ name }) => name === 'timeout');
		expect(timeout?.default).toBe(KINDS[operation.kind ?? family.kind].timeoutSeconds);
	});
});

describe.each(families.map((family) => [family.name, family] as const))('%s', (_, family) => {
	const properties = propertiesOfFamily(family);
	const operations = (properties.find(({ name }) => name === 'operation')?.options ?? []) as Array<{
		name: string;
		value: string;
		action?: string;
		description?: string;
	}>;

	it('lists its operations and the task actions in order, each name and value once', () => {
		const names = operations.map(({ name }) => name);
		expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(operations.map(({ value }) => value)).size).toBe(names.length);
		expect(names).toEqual(expect.arrayContaining(['Cancel Many Tasks', 'Cancel Task', 'Get Task']));
		expect(names).toHaveLength(family.operations.length + 3);
	});

	it('has an action and a description for each', () => {
		for (const { action, description } of operations) {
			expect(action).toMatch(/^[A-Z\d]/);
			expect(description).toMatch(/^[A-Z].*[^.]$/);
		}
	});

	it.each([
		['cancelTask', ['taskId']],
		['cancelManyTasks', ['createdBefore', 'cancelModel']],
		[
			'getTask',
			[
				'taskId',
				'waitUntilFinished',
				...(family.kind === 'text' ? [] : ['downloadFiles']),
				'taskOptions',
			],
		],
	])('shows for %s only its own fields', (operation, names) => {
		const always = properties
			.filter(({ displayOptions }) => displayOptions === undefined)
			.map(({ name }) => name);
		expect(shownFor(properties, operation).map(({ name }) => name)).toEqual([...always, ...names]);
	});

	it('has a list for every choice From List', () => {
		const asked = [...JSON.stringify(properties).matchAll(/"searchListMethod":"(\w+)"/g)].map(
			([, method]) => method,
		);
		const methods = listSearchOf([family], async () => await Promise.resolve({ problem: '' }));
		expect(asked.length).toBeGreaterThan(0);
		expect(Object.keys(methods)).toEqual(expect.arrayContaining([...new Set(asked)]));
	});

	it('shows its notice, and none else', () => {
		const notices = properties.filter(
			({ type, name }) => type === 'notice' && name !== 'callbackNotice',
		);
		const expected = [noticeOfFamily(family), ...family.operations.map(noticeOfOperation)];
		expect(labels(notices)).toEqual([...new Set(expected.filter((text) => text !== undefined))]);
	});
});

it('operations that share fields show them each in its own order', () => {
	const [family] = families;
	const [model] = family?.operations ?? [];
	if (family === undefined || model === undefined) throw new Error('The catalog is empty');
	const [one, two, three] = ['one', 'two', 'three'].map((path) =>
		text(path, { label: path, help: 'Help', onTop: true }),
	) as [Field, Field, Field];
	const orders: ReadonlyArray<readonly Field[]> = [
		[one, two],
		[two, one],
		[three, one, two],
		[two, three],
	];
	const operations = orders.map((fields, index) => ({ ...model, value: `v${index}`, fields }));
	const properties = propertiesOfFamily({ ...family, operations });
	orders.forEach((fields, index) => {
		const shown = shownFor(properties, `v${index}`).map(({ name }) => name);
		expect(shown.filter((name) => !ownNames.has(name))).toEqual(
			fields.map(({ parameter }) => parameter),
		);
	});
});

it('a parameter is of the same kind everywhere', () => {
	expect(mixedParameters(families)).toEqual([]);
});

it("the node's own names are known", () => {
	expect([...ownNames].sort()).toEqual(
		[
			'familyNotice',
			'model',
			'operationNotice',
			'resource',
			'operation',
			'waitForResult',
			'output',
			'outputFields',
			'options',
			'taskOptions',
			'callbackNotice',
			'taskId',
			'waitUntilFinished',
			'createdBefore',
			'cancelModel',
			'serviceMode',
			'webhookUrl',
			'timeout',
			'onTimeout',
			'maxConcurrentTasks',
			'cancelTasksOnStop',
			'dryRun',
			'spendingLimit',
			'downloadFiles',
			'maxFileSize',
			'moreInput',
		].sort(),
	);
});
