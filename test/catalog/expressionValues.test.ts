import { families } from '../../nodes/catalog';
import { openAiFamilies } from '../../nodes/catalog/openAi';
import type { Field, RowsField } from '../../nodes/catalog/vocabulary';
import { optionsOfCreating } from '../../nodes/description/taskOptions';
import { mediaSources } from '../../nodes/request/mediaSources';
import { valueOf } from '../../nodes/request/value';
import { isProblem } from '../../nodes/transport/problem';
import { sampleOf } from './sampleValues';

const read = (field: Field, raw: unknown): unknown =>
	field.type === 'media' ? mediaSources(field, raw, 0) : valueOf(field, raw);

/** One row whose fields are named as the form shows them. */
const byLabels = (field: RowsField): unknown =>
	Object.fromEntries(
		field.fields.map((inner) => [inner.label.toUpperCase(), sampleOf(inner).parameter]),
	);

/** The sample as an expression may return it: text for what is not text, and the like. */
function otherForms(field: Field): unknown[] {
	const { parameter, sent } = sampleOf(field);
	switch (field.type) {
		case 'number':
			return [String(sent), ` ${String(sent)} `];
		case 'boolean':
			return ['true', 'TRUE', ' True ', 1, '1'];
		case 'choice': {
			const choice = field.choices.at(-1);
			return [` ${String(sent)} `, choice?.label, choice?.label.toUpperCase()];
		}
		case 'rows':
			return [
				JSON.stringify(parameter),
				(parameter as { items: unknown }).items,
				sent,
				byLabels(field),
			];
		case 'json':
			return [sent];
		case 'media':
			return field.multiple ? [sent, JSON.stringify(sent), (sent as string[])[0]] : [];
		default:
			return [sent];
	}
}

const fields = [...families, ...openAiFamilies].flatMap((family) =>
	family.operations.flatMap((operation) =>
		operation.fields.map(
			(field) => [`${family.name}, ${operation.name}, ${field.label}`, field] as const,
		),
	),
);

it('there are hundreds of them', () => expect(fields.length).toBeGreaterThan(300));

it('settings of the whole run take no expression, all others of an item do', () => {
	const ofRun = [
		'waitForResult',
		'timeout',
		'onTimeout',
		'output',
		'outputFields',
		'maxFileSize',
		'maxConcurrentTasks',
		'cancelTasksOnStop',
		'spendingLimit',
		'serviceMode',
	];
	const shown = optionsOfCreating('image').map(({ property }) => property);
	expect(shown.filter((one) => one.noDataExpression).map(({ name }) => name)).toEqual(ofRun);
});

describe.each(fields)('%s', (_, field) => {
	it('is honoured in every clear form', () => {
		const expected = read(field, sampleOf(field).parameter);
		expect(isProblem(expected)).toBe(false);
		for (const raw of otherForms(field)) expect(read(field, raw)).toEqual(expected);
	});

	it('is refused by its label in every other form', () => {
		const wrong: unknown[] = [Symbol('a'), () => 1, { items: 7 }, [[{ a: 1 }]]];
		const fits = field.type === 'json' ? [] : wrong;
		for (const raw of fits) {
			const refused = read(field, raw);
			expect(isProblem(refused) && refused.message).toContain(field.label);
		}
	});

	it('is not set, or missing, when the expression returns nothing', () => {
		for (const raw of [undefined, null, '', '  ']) {
			const optional = read({ ...field, required: false }, raw);
			expect(optional).toEqual(field.type === 'media' ? [] : 'unset');
			expect(read({ ...field, required: true }, raw)).toMatchObject({
				message: `${field.label} is empty`,
			});
		}
	});
});
