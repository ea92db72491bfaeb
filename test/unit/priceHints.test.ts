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
					expect(
						shownBefore(piApi, { resource: family.value, operation: operation.value, ...model }),
					).toEqual(said(priceText(operation, value)));
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
					const price = /((?:about|from) .*\(.*?\))/.exec(label)?.[1];
					expect(
						shownBefore(piApi, { ...place, anyModel: { __rl: true, mode: 'id', value: model } }),
					).toEqual(said(price));
				}
			}
		},
	);

	it('is that of Midjourney in its own node', () => {
		for (const operation of midjourney.operations) {
			const { value, taskType } = operation;
			expect(shownBefore(new Midjourney(), { operation: value })).toEqual(
				said(priceText(operation, taskType)),
			);
		}
		expect(shownBefore(new Midjourney(), { operation: 'getTask' })).toEqual([]);
	});

	it('ignores the model of an operation that was chosen before', () => {
		const place = { resource: 'flux', operation: 'generateImage', model: SCHNELL };
		expect(shownBefore(piApi, { ...place, anyModel: { value: 'kling-3.0' } })).toHaveLength(1);
	});

	describe('with Service Mode Private', () => {
		const PRIVATE = [
			'Service Mode Private uses no credits, unless PiAPI moves the task to its shared pool. To see the most that your items can cost, turn on Dry Run in Task Options.',
		];
		const taskOptions = { serviceMode: 'private' };

		it('is that it uses no credits, for tasks of every family', () => {
			const place = { resource: 'flux', operation: 'generateImage', model: SCHNELL };
			expect(shownBefore(piApi, { ...place, taskOptions })).toEqual(PRIVATE);
			expect(shownBefore(piApi, { ...place, taskOptions: {} })).toHaveLength(1);
			expect(shownBefore(piApi, { ...place, taskOptions: {} })).not.toEqual(PRIVATE);
			for (const { value, operations } of [...piApiFamilies, ...anyModelFamilies]) {
				const [{ value: operation } = { value: '' }] = operations;
				const parameters = { resource: value, operation, taskOptions };
				expect(shownBefore(piApi, parameters)).toEqual(PRIVATE);
			}
			for (const { value } of midjourney.operations) {
				expect(shownBefore(new Midjourney(), { operation: value, taskOptions })).toEqual(PRIVATE);
			}
		});

		it('is the price of chat and images, which have no such option', () => {
			for (const { value, operations } of openAiFamilies) {
				for (const operation of operations) {
					const parameters = { resource: value, operation: operation.value };
					const shown = shownBefore(piApi, parameters);
					expect(shownBefore(piApi, { ...parameters, taskOptions })).toEqual(shown);
				}
			}
		});

		it('is nothing where nothing is created', () => {
			expect(shownBefore(piApi, { resource: 'task', operation: 'get', taskOptions })).toEqual([]);
			expect(shownBefore(new Midjourney(), { operation: 'getTask', taskOptions })).toEqual([]);
		});
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
