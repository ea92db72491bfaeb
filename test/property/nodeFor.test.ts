import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { families, nodeTypeOf, variantsOf } from '../../nodes/catalog';
import { standardOf } from '../../nodes/catalog/fields';
import type { Family, Field, Operation, Variant } from '../../nodes/catalog/vocabulary';
import { draftOf } from '../../nodes/request/draft';
import { nodeFor } from '../../nodes/request/nodeFor';
import { isProblem } from '../../nodes/transport/problem';
import { creating, factNames, familyFacts, type FieldFact } from '../../tools/facts/facts';
import { allFields, neededFields, place, sampleOf } from '../catalog/sampleValues';

const RUNS = { numRuns: 300, seed: 20261123 };

/** What n8n makes of an expression that `nodeFor` writes: a text in quotes. */
function resolved(value: unknown): unknown {
	if (typeof value === 'string') {
		const literal = /^=\{\{ (".*") \}\}$/s.exec(value)?.[1];
		return literal === undefined ? value : (JSON.parse(literal) as unknown);
	}
	if (Array.isArray(value)) return value.map(resolved);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner)]));
}

/** The body that a node sends, as its own code makes it. */
function sentBy(node: { parameters: INodeParameters }): IDataObject {
	const parameters = resolved(node.parameters) as INodeParameters;
	const { resource, operation } = parameters;
	const options = (parameters.options ?? {}) as INodeParameters;
	const taskOptions = (parameters.taskOptions ?? {}) as INodeParameters;
	const webhookUrl = String(taskOptions.webhookUrl ?? '');
	if (resource === 'customTask') {
		const extra = options.customConfig as string | undefined;
		const config = {
			...(extra === undefined ? {} : (JSON.parse(extra) as IDataObject)),
			...(taskOptions.serviceMode === undefined ? {} : { service_mode: taskOptions.serviceMode }),
			...(webhookUrl === '' ? {} : { webhook_config: { endpoint: webhookUrl } }),
		};
		return {
			model: parameters.customModel as string,
			task_type: parameters.customTaskType as string,
			input: JSON.parse(String(parameters.input)) as IDataObject,
			...(Object.keys(config).length === 0 ? {} : { config: config as IDataObject }),
		};
	}
	const found = families
		.find(({ value }) => value === resource)
		?.operations.find(({ value }) => value === operation);
	if (found === undefined) throw new Error(`no operation ${String(operation)}`);
	const draft = draftOf(found, {
		itemIndex: 0,
		// n8n fills in the default of a field on top that a node does not have.
		read: (field) =>
			field.onTop ? (parameters[field.parameter] ?? standardOf(field)) : options[field.parameter],
		variant: parameters.model,
		serviceMode: String(taskOptions.serviceMode ?? ''),
		webhookUrl,
		webhookSecret: '',
	});
	if (isProblem(draft)) throw new Error(draft.message);
	return { ...draft.request };
}

const bodyOf = (
	{ completions = [], fixed = {}, serviceMode }: Operation,
	{ model, taskType }: Variant,
	fields: readonly Field[],
): IDataObject => {
	const input: IDataObject = {};
	for (const { beside, values } of completions) {
		if (!fields.some(({ path }) => path.startsWith(`${beside}.`))) continue;
		Object.entries(values).forEach(([path, value]) => place(input, path, value));
	}
	Object.entries(fixed).forEach(([path, value]) => place(input, path, value));
	fields.forEach((field) => place(input, field.path, sampleOf(field).sent));
	return {
		model,
		task_type: taskType,
		input,
		...(serviceMode === undefined ? {} : { config: { service_mode: serviceMode } }),
	};
};

const offered: ReadonlyArray<readonly [string, Family, Operation]> = families.flatMap((family) =>
	family.operations.map(
		(operation) => [`${family.name}, ${operation.name}`, family, operation] as const,
	),
);

describe('bodies of what the catalog offers', () => {
	it.each(offered)('%s: land in an operation that sends them', (_, family, operation) => {
		const needed = neededFields(operation);
		const others = allFields(operation).filter((field) => !needed.includes(field));
		fc.assert(
			fc.property(
				fc.constantFrom(...variantsOf(operation)),
				fc.subarray(others),
				(variant, chosen) => {
					// A field that goes only with another one is left out without it.
					const given = [...needed, ...chosen].filter(
						({ path }) =>
							!(operation.rules ?? []).some(
								(rule) =>
									rule.kind === 'onlyWith' &&
									rule.path === path &&
									![...needed, ...chosen].some((other) => other.path === rule.needs),
							),
					);
					const body = bodyOf(operation, variant, given);
					const node = nodeFor(body);
					expect(node.type).toBe(nodeTypeOf(family));
					expect(node.parameters.resource).not.toBe('customTask');
					expect(sentBy(node)).toEqual(body);
				},
			),
			{ ...RUNS, numRuns: 25 },
		);
	});
});

const text = fc.oneof(
	fc.string({ minLength: 1, unit: 'grapheme' }).filter((one) => one.trim() === one && one !== ''),
	fc.constantFrom(
		'=1+1',
		'={{ $json.key }}',
		'{{ 1 }}',
		'a "quote"\nand a line',
		'= }} {{ =',
		'🦊',
		'__proto__',
	),
);

const valueFor = (fact: FieldFact): fc.Arbitrary<unknown> => {
	if (fact.enum !== undefined) return fc.constantFrom(...fact.enum);
	switch (fact.type) {
		case 'integer':
			return fc.integer({ min: fact.min ?? -5, max: fact.max ?? 5000 });
		case 'number':
			return fc
				.integer({ min: Math.ceil((fact.min ?? 0) * 4) + 1, max: (fact.max ?? 10) * 4 })
				.map((one) => one / 4);
		case 'boolean':
			return fc.boolean();
		case 'array':
			return fc.array(fc.constant('https://example.com/a.png'), { minLength: 1, maxLength: 3 });
		default:
			return /url|image|video|audio|mask$/.test(fact.path)
				? fc.constant('https://example.com/a.png')
				: text;
	}
};

/** A body of the facts' fields, whether the catalog offers them or not. */
const factBodies = factNames
	.flatMap((name) => creating(familyFacts(name)))
	.map((task) => {
		const flat = task.input.filter(
			({ path }) => !task.input.some((other) => other.path.startsWith(`${path}[]`)),
		);
		const fields = Object.fromEntries(
			flat.map((fact) => [
				fact.path,
				fact.required && fact.when === undefined
					? valueFor(fact)
					: fc.option(valueFor(fact), { nil: undefined }),
			]),
		);
		return fc
			.tuple(fc.constantFrom(...task.models), fc.constantFrom(...task.taskTypes), fc.record(fields))
			.map(([model, taskType, values]) => {
				const input: IDataObject = {};
				for (const [path, value] of Object.entries(values)) {
					if (value === undefined) continue;
					// Lists of plain values end with their mark, lists of objects have it in between.
					if (path.endsWith('[]')) input[path.slice(0, -2)] = [value] as string[];
					else place(input, path.replaceAll('[].', '[0].'), value);
				}
				return { model, task_type: taskType, input } as IDataObject;
			});
	});

describe('bodies of the facts', () => {
	it('are sent as they are, whatever node they land in', () => {
		fc.assert(
			fc.property(fc.oneof(...factBodies), (body) => {
				expect(sentBy(nodeFor(body))).toEqual(body);
			}),
			{ ...RUNS, numRuns: 3000 },
		);
	});
});

const json: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 3 });

/** Without what counts as unset. */
const withoutEmpty = (value: unknown): unknown =>
	typeof value !== 'object' || value === null || Array.isArray(value)
		? value
		: Object.fromEntries(
				Object.entries(value)
					.map(([key, inner]) => [key, withoutEmpty(inner), inner] as const)
					.filter(([, inner, before]) => {
						const emptied =
							typeof inner === 'object' &&
							inner !== null &&
							!Array.isArray(inner) &&
							Object.keys(inner).length === 0 &&
							Object.keys(before as object).length > 0;
						return inner !== '' && !emptied;
					})
					.map(([key, inner]) => [key, inner]),
			);

const strange = fc.record({
	model: fc.constantFrom('kling', 'midjourney', 'brand-new', '=kling'),
	task_type: fc.constantFrom('video_generation', 'imagine', 'dream', 'effects'),
	input: fc.dictionary(
		fc.string({ minLength: 1, maxLength: 8 }).filter((key) => key !== '__proto__'),
		json,
		{ maxKeys: 4 },
	),
});

describe('bodies that nobody knows', () => {
	it('are sent as they are, but for empty texts', () => {
		fc.assert(
			fc.property(strange, (body) => {
				const kept = { ...body, input: withoutEmpty(body.input) };
				expect(JSON.parse(JSON.stringify(sentBy(nodeFor(body))))).toEqual(
					JSON.parse(JSON.stringify(kept)),
				);
			}),
			RUNS,
		);
	});

	it('keep their config, but for the webhook secret', () => {
		const body = {
			model: 'kling',
			task_type: 'effects',
			input: { image_url: 'https://example.com/a.png', effect: 'squish' },
			config: {
				service_mode: 'private',
				webhook_config: { endpoint: 'https://example.com/hook', secret: 'not to be seen' },
			},
		};
		const node = nodeFor(body);
		expect(node.parameters).toMatchObject({ resource: 'kling', operation: 'applyEffect' });
		expect(node.parameters.taskOptions).toEqual({
			serviceMode: 'private',
			webhookUrl: 'https://example.com/hook',
		});
		expect(JSON.stringify(node)).not.toContain('not to be seen');
		expect(node.notes.join(' ')).toContain('credential');
		const odd = nodeFor({ ...body, config: { priority: 9, service_mode: 'own' } });
		expect(odd.parameters.resource).toBe('customTask');
		expect(sentBy(odd).config).toEqual({ priority: 9, service_mode: 'own' });
	});

	it('tell what is beside input, where it does nothing', () => {
		const { notes } = nodeFor({ model: 'kling', task_type: 'effects', mode: 'pro', input: {} });
		expect(notes.join(' ')).toContain('"mode"');
	});

	it.each([
		undefined,
		null,
		'text',
		[],
		{},
		{ model: 'kling' },
		{ model: 1, task_type: 'x' },
		{ model: 'a', task_type: 'b', input: [] },
	])('%j is not a body', (junk) => expect(() => nodeFor(junk)).toThrow(TypeError));
});
