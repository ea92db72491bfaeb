import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { piApiFamilies } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { openAiFamilies } from '../../nodes/catalog/openAi';
import { listSearchOf } from '../../nodes/description/listSearch';
import { propertiesOfFamily, propertiesOfResources } from '../../nodes/description/properties';
import { moreResources } from '../../nodes/description/resources';
import { piApiActions } from '../../nodes/actions/piApiActions';
import { formComplaints, formKind, optionsOf, shownFor } from './form';
import { wordingComplaints } from './wording';

const shownFamilies = [...piApiFamilies, ...anyModelFamilies];

const properties = propertiesOfResources(shownFamilies, moreResources, 'kling');

const resources = (properties.find(({ name }) => name === 'resource')?.options ??
	[]) as INodePropertyOptions[];

const operationsOf = (resource: unknown): INodePropertyOptions[] =>
	(properties.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions?.show?.resource?.includes(String(resource)),
	)?.options ?? []) as INodePropertyOptions[];

const own = (shown: readonly INodeProperties[]) =>
	shown
		.filter(({ name }) => !['resource', 'operation'].includes(name))
		.map(({ displayOptions: _, ...property }) => property);

describe.each(shownFamilies.map((family) => [family.name, family] as const))('%s', (_, family) => {
	const alone = propertiesOfFamily(family);

	it.each(family.operations.map(({ name, value }) => [name, value]))(
		'shows %s as it does alone',
		(__, value) => {
			const [here, there] = [
				shownFor(properties, value, family.value),
				shownFor(alone, value, family.value),
			];
			const withoutOptions = (shown: readonly INodeProperties[]) =>
				own(shown).filter(({ name }) => name !== 'options');
			expect(withoutOptions(here)).toEqual(withoutOptions(there));
			expect(own(optionsOf(here))).toEqual(own(optionsOf(there)));
		},
	);
});

it('has every resource once, in order, those that assist last, and none without operations', () => {
	const names = resources.map(({ name }) => name);
	const assisting = names.splice(-moreResources.assisting.length);
	expect(assisting).toEqual(['Custom Task', 'Task', 'File', 'Account']);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	expect(new Set(names).size).toBe(names.length);
	expect(names.length).toBe(shownFamilies.length + moreResources.models.length);
	resources.forEach(({ value }) => expect(operationsOf(value).length).toBeGreaterThan(0));
});

it('opens no form blank', () => {
	for (const { value: resource } of resources) {
		for (const { value: operation } of operationsOf(resource)) {
			if (resource === 'account') continue;
			const shown = shownFor(properties, String(operation), String(resource));
			const fields = own(shown).filter(
				({ name, type }) =>
					type !== 'notice' && !['downloadFiles', 'options', 'taskOptions'].includes(name),
			);
			expect([resource, operation, fields.length > 0]).toEqual([resource, operation, true]);
		}
	}
});

it('names the family in every action, and no action twice', () => {
	const actions = resources.flatMap(({ value }) =>
		operationsOf(value).map(({ action }) => String(action)),
	);
	expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
	for (const { name, value } of piApiFamilies) {
		const brands = name.split(/ ?[()]/).filter((part) => part !== '');
		operationsOf(value).forEach(({ action }) =>
			expect([action, brands.some((brand) => action?.startsWith(brand))]).toEqual([action, true]),
		);
	}
});

it('uses every name for one type of parameter only', () => {
	const types = new Map<string, Set<string>>();
	const note = (property: INodeProperties): void => {
		const { name } = property;
		types.set(name, (types.get(name) ?? new Set()).add(formKind(property)));
	};
	for (const property of properties) {
		note(property);
		if (property.type === 'collection') (property.options as INodeProperties[]).forEach(note);
	}
	expect([...types].filter(([, known]) => known.size > 1)).toEqual([]);
});

it('has a list for every choice From List', () => {
	const asked = [...JSON.stringify(properties).matchAll(/"searchListMethod":"(\w+)"/g)].map(
		([, method = '']) => method,
	);
	const methods = listSearchOf(
		[...shownFamilies, ...openAiFamilies],
		async () => await Promise.resolve({ problem: '' }),
	);
	expect(Object.keys(methods)).toEqual(expect.arrayContaining([...new Set(asked)]));
});

it('can do all that it offers', () => {
	for (const { choice, operations } of [...moreResources.models, ...moreResources.assisting]) {
		const known = Object.keys(piApiActions[String(choice.value)] ?? {}).sort();
		expect(operations.map((operation) => String(operation.choice.value)).sort()).toEqual(known);
	}
});

it.each(openAiFamilies.map((family) => [family.name, family] as const))(
	'%s keeps the rules of forms',
	(_, family) => {
		expect(wordingComplaints(family)).toEqual([]);
		expect(family.operations.flatMap(formComplaints)).toEqual([]);
	},
);
