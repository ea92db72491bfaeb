import type { INodeParameters, INodeType } from 'n8n-workflow';

import { midjourney, piApiFamilies, variantsOf } from '../../nodes/catalog';
import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { modelsFor } from '../../nodes/catalog/anyModel/models';
import { SCHNELL } from '../../nodes/catalog/fluxModels';
import { openAiFamilies } from '../../nodes/catalog/openAi';
import { priceText } from '../../nodes/catalog/priceText';
import { Midjourney } from '../../nodes/Midjourney/Midjourney.node';
import { PiApi } from '../../nodes/PiApi/PiApi.node';
import { expressionsOf } from './nodeExpressions';

type NodeHint = NonNullable<INodeType['description']['hints']>[number];

/** The hints that n8n shows for a node before it has run. */
function shownBefore(type: INodeType, parameters: INodeParameters): string[] {
	const valueOf = expressionsOf(type, parameters);
	const isShown = ({ displayCondition, location, whenToDisplay }: NodeHint): boolean => {
		expect({ location, whenToDisplay }).toEqual({
			location: 'outputPane',
			whenToDisplay: 'beforeExecution',
		});
		const value = valueOf(displayCondition);
		// n8n ignores a hint whose condition is anything else.
		expect(typeof value).toBe('boolean');
		return value === true;
	};
	return (type.description.hints ?? []).filter(isShown).map(({ message }) => message);
}

const MORE = 'To estimate your items, turn on Dry Run in Task Options.';

const said = (price: string | undefined): string[] =>
	price === undefined ? [] : [`Costs ${price.charAt(0).toLowerCase()}${price.slice(1)}. ${MORE}`];

describe('what a node says about the price before it runs', () => {
	const piApi = new PiApi();

	it.each([...piApiFamilies, ...openAiFamilies])(
		'is the price of each model of $name',
		(family) => {
			for (const operation of family.operations) {
				for (const { value } of variantsOf(operation)) {
					const model = operation.variants === undefined ? {} : { model: value };
					const { price } = operation;
					expect(
						shownBefore(piApi, { resource: family.value, operation: operation.value, ...model }),
					).toEqual(said(price && priceText(price, value)));
				}
			}
		},
	);

	it.each(anyModelFamilies)(
		'is the price of the chosen model of $name',
		({ value, operations }) => {
			for (const operation of operations) {
				const { length } = modelsFor(operation.value);
				expect(length).toBeGreaterThan(0);
				const place = { resource: value, operation: operation.value };
				expect(shownBefore(piApi, place)).toEqual([]);
				for (const { value: model, label } of operation.modelField.suggestions ?? []) {
					const price = /about (.*\(.*?\))/.exec(label)?.[1];
					expect(
						shownBefore(piApi, { ...place, anyModel: { __rl: true, mode: 'id', value: model } }),
					).toEqual(said(price && `About ${price}`));
				}
			}
		},
	);

	it('is that of Midjourney in its own node', () => {
		for (const { value, price } of midjourney.operations) {
			expect(shownBefore(new Midjourney(), { operation: value })).toEqual(
				said(price && priceText(price)),
			);
		}
		expect(shownBefore(new Midjourney(), { operation: 'getTask' })).toEqual([]);
	});

	it('ignores the model of an operation that was chosen before', () => {
		const place = { resource: 'flux', operation: 'generateImage', model: SCHNELL };
		expect(shownBefore(piApi, { ...place, anyModel: { value: 'kling-3.0' } })).toHaveLength(1);
	});

	it('is nothing where nothing is created', () => {
		expect(shownBefore(piApi, { resource: 'task', operation: 'get' })).toEqual([]);
		expect(shownBefore(piApi, { resource: 'account', operation: 'get' })).toEqual([]);
	});

	it('has each text once', () => {
		const messages = (piApi.description.hints ?? []).map(({ message }) => message);
		expect(messages.length).toBeGreaterThan(20);
		expect(new Set(messages).size).toBe(messages.length);
	});
});
