import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { families, midjourney, piApiFamilies } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { propertiesOfFamily, propertiesOfResources } from '../../nodes/description/properties';
import { moreResources } from '../../nodes/description/resources';
import { propertiesOfTrigger } from '../../nodes/description/trigger';

type Entry = readonly [path: string, property: INodeProperties];

const isProperty = (option: object): option is INodeProperties => 'type' in option;

/** Every field of a form, also those within collections. */
const fieldsOf = (properties: readonly INodeProperties[], path: string): Entry[] =>
	properties.flatMap((property): Entry[] => {
		const own = `${path} > ${property.displayName}`;
		const inner = (property.options ?? []).flatMap((option): INodeProperties[] => {
			if ('values' in option) return (option as INodePropertyCollection).values;
			return isProperty(option) ? [option] : [];
		});
		return [[own, property], ...fieldsOf(inner, own)];
	});

/** What a field shows while nothing is in it; undefined when it would open blank. */
function emptyState({
	type,
	placeholder,
	typeOptions,
	default: initial,
	modes,
}: INodeProperties): string | undefined {
	switch (type) {
		case 'resourceLocator':
			return modes?.every((mode) => (mode.placeholder ?? '') !== '') ? 'placeholders' : undefined;
		case 'fixedCollection':
			return typeOptions?.multipleValueButtonText;
		case 'string':
		case 'json':
		case 'collection':
			return placeholder;
		case 'number':
			return initial === '' ? placeholder : String(initial);
		default:
			// Choices, switches and dates have an empty state of n8n's own.
			return type;
	}
}

const forms: ReadonlyArray<readonly [string, INodeProperties[]]> = [
	['Midjourney', propertiesOfFamily(midjourney)],
	['PiAPI', propertiesOfResources([...piApiFamilies, ...anyModelFamilies], moreResources, 'flux')],
	['PiAPI Trigger', propertiesOfTrigger(families)],
];

describe.each(forms)('the form of %s', (name, properties) => {
	it('shows something in every field that nobody has filled in', () => {
		const blank = fieldsOf(properties, name).filter(([, property]) => !emptyState(property));
		expect(blank.map(([path]) => path)).toEqual([]);
	});
});

it('a field without a placeholder is found', () => {
	expect(emptyState({ displayName: 'A', name: 'a', type: 'string', default: '' })).toBeUndefined();
});
