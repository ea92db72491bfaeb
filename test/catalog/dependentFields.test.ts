import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { Midjourney } from '../../nodes/Midjourney/Midjourney.node';
import { PiApi } from '../../nodes/PiApi/PiApi.node';

type Value = string | number | boolean;

/** A field that shows for some values of another one. */
interface Pair {
	readonly node: INodeTypeDescription;
	readonly at: { readonly resource: Value; readonly operation: Value };
	readonly field: INodeProperties;
	readonly isOption: boolean;
	readonly other: INodeProperties;
}

const CHOSEN = ['resource', 'operation'];

const conditionsOf = ({ displayOptions: { show = {}, hide = {} } = {} }: INodeProperties) =>
	Object.keys({ ...show, ...hide }).filter((name) => !CHOSEN.includes(name));

const placesOf = ({ properties }: INodeTypeDescription): Array<Pair['at']> =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options = [], displayOptions }) =>
			options.flatMap((option) =>
				(displayOptions?.show?.resource ?? ['midjourney']).map((resource) => ({
					resource: resource as Value,
					operation: 'value' in option ? option.value : '',
				})),
			),
		);

const allows = ({ displayOptions }: INodeProperties, at: Pair['at']): boolean =>
	Object.entries(at).every(([name, value]) => {
		const wanted = displayOptions?.show?.[name];
		return wanted === undefined || wanted.includes(value);
	});

const pairsOf = (node: INodeTypeDescription): Pair[] =>
	placesOf(node).flatMap((at) => {
		const shown = node.properties.filter((property) => allows(property, at));
		const options = shown
			.filter(({ name }) => name === 'options')
			.flatMap((collection) => (collection.options ?? []) as INodeProperties[]);
		return [...shown, ...options]
			.filter(({ type }) => type !== 'notice')
			.flatMap((field) =>
				conditionsOf(field).flatMap((name) =>
					shown
						.filter((other) => other.name === name.replace(/^\//, ''))
						.map((other) => ({ node, at, field, other, isOption: options.includes(field) })),
				),
			);
	});

const pairs = [new PiApi(), new Midjourney()]
	.flatMap(({ description }) => pairsOf(description))
	.map(
		(pair) =>
			[
				`${pair.at.resource} ${pair.at.operation}, ${pair.field.displayName} by ${pair.other.displayName}`,
				pair,
			] as const,
	);

/** What the form lists of a field, each with its label. */
const listed = ({ type, options = [] }: INodeProperties): Array<readonly [Value, string]> =>
	type === 'boolean'
		? [true, false].map((value) => [value, String(value)] as const)
		: options.flatMap((option) =>
				'value' in option ? [[option.value, option.name] as const] : [],
			);

/** The same value as people and models write it. */
function spellings([value, label]: readonly [Value, string]): Value[] {
	const texts = [String(value), label].filter((text) => text !== '');
	const number = Number(value);
	return [
		...texts.flatMap((text) => [text, text.toUpperCase(), ` ${text} `]),
		...(value === '' || Number.isNaN(number) ? [] : [number]),
	].filter((other) => other !== value);
}

const FILLED: Readonly<Record<string, unknown>> = {
	boolean: true,
	fixedCollection: { items: [{}] },
	json: '{ "prompt": "a fox" }',
	number: 3,
	options: 'chosen',
	resourceLocator: { __rl: true, mode: 'url', value: 'https://example.com/a.png' },
	string: 'a fox',
};

/** Whether n8n leaves the field to the node when the other field has this value. It removes what is hidden. */
function isKept({ node: description, at, field, isOption, other }: Pair, value: Value): boolean {
	const filled = { [field.name]: FILLED[field.type] };
	const parameters = {
		...at,
		[other.name]: value,
		...(isOption ? { options: filled } : filled),
	} as INodeParameters;
	const node: INode = {
		id: '1',
		name: description.displayName,
		type: description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const { properties } = description;
	const kept = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		node,
		description,
	);
	const place = isOption ? (kept?.options as INodeParameters | undefined) : kept;
	return place?.[field.name] !== undefined;
}

it('there are some on top and in Options, in families and elsewhere', () => {
	const names = pairs.map(([, { field }]) => field.name);
	expect(names).toEqual(
		expect.arrayContaining(['enableAudio', 'input', 'inputFields', 'limit', 'referenceImageUrls']),
	);
});

describe.each(pairs)('%s', (_, pair) => {
	const choices = listed(pair.other);
	const shown = choices.filter(([value]) => isKept(pair, value));

	it('shows for some of the listed values', () => {
		expect(shown.length).toBeGreaterThan(0);
		expect(shown.length).toBeLessThan(choices.length);
	});

	it.each(shown)('is not removed where %s is written in another way', (...choice) => {
		const ways = spellings(choice);
		expect(ways.length).toBeGreaterThan(0);
		expect(ways.filter((way) => !isKept(pair, way))).toEqual([]);
	});

	it('is not removed where the value is an expression', () => {
		expect(isKept(pair, '={{ $json.value }}')).toBe(true);
	});
});
