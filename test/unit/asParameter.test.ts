import fc from 'fast-check';
import type { NodeParameterValueType } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import {
	choice,
	decimal,
	integer,
	json,
	media,
	plainChoices,
	rows,
	task,
	text,
	toggle,
} from '../../nodes/catalog/fields';
import type { Field } from '../../nodes/catalog/vocabulary';
import { asLiterals, asParameter } from '../../nodes/request/asParameter';

const said = { label: 'Thing', help: 'A thing' };
const image = { ...said, media: 'image' as const };
const locator = (mode: string, value: unknown) => ({ __rl: true, mode, value });

describe('the parameter of', () => {
	const settings = rows('settings', {
		...said,
		fields: [
			text('kind', said),
			decimal('place.strength', said),
			text('name', { ...said, freeText: true, suggestions: plainChoices('a') }),
		],
	});

	it.each<[string, Field, unknown, unknown]>([
		['a text', text('prompt', said), ' a fox ', ' a fox '],
		[
			'a text of a list',
			text('ratio', { ...said, suggestions: plainChoices('1:1') }),
			'1:1',
			'1:1',
		],
		[
			'a free text with a list',
			text('ratio', { ...said, freeText: true, suggestions: plainChoices('1:1') }),
			'16:9',
			locator('value', '16:9'),
		],
		['a number', integer('steps', said), 0, 0],
		['a switch', toggle('loop', said), false, false],
		['a choice', choice('mode', { ...said, choices: plainChoices(5) }), 5, 5],
		['a task', task('origin', said), 'id', locator('id', 'id')],
		['a link', media('url', image), 'https://a.example', locator('url', 'https://a.example')],
		[
			'a file as base64',
			media('mask', { ...image, sentAs: 'base64' }),
			'aGk=',
			locator('base64', 'aGk='),
		],
		[
			'files',
			media('urls', { ...image, multiple: true }),
			['https://a.example', 'https://b.example'],
			{
				items: [
					{ file: locator('url', 'https://a.example') },
					{ file: locator('url', 'https://b.example') },
				],
			},
		],
		[
			'one file where several may be',
			media('urls', { ...image, multiple: true }),
			'https://a.example',
			{ items: [{ file: locator('url', 'https://a.example') }] },
		],
		['no files', media('urls', { ...image, multiple: true }), [], { items: [] }],
		['JSON', json('brush', said), { a: [1] }, '{\n  "a": [\n    1\n  ]\n}'],
		[
			'rows, with an empty place for what is unset',
			settings,
			[{ kind: 'a', place: { strength: 0 } }, { name: 'b' }, 'no row'],
			{
				items: [
					{ kind: 'a', placeStrength: 0, name: '' },
					{ kind: '', placeStrength: '', name: locator('value', 'b') },
					{ kind: '', placeStrength: '', name: '' },
				],
			},
		],
		['no rows', settings, 'none', { items: [] }],
	])('%s', (_, field, value, parameter) => {
		expect(asParameter(field, value)).toEqual(parameter);
	});
});

const NODE = 'Node';

const workflow = new Workflow({
	nodes: [{ id: '1', name: NODE, type: 'any', typeVersion: 1, position: [0, 0], parameters: {} }],
	connections: {},
	active: false,
	nodeTypes: {
		getByName: () => ({ description: {} }) as never,
		getByNameAndVersion: () => ({ description: { properties: [] } }) as never,
		getKnownTypes: () => ({}),
	},
});

/** What n8n makes of parameters when it runs the node. */
const resolved = (parameters: unknown): unknown =>
	workflow.expression.getParameterValue(
		parameters as NodeParameterValueType,
		null,
		0,
		0,
		NODE,
		[],
		'manual',
		{},
	);

describe('for n8n', () => {
	it.each([
		'=',
		'==',
		'=1 + 1',
		'={{ 1 + 1 }}',
		'={{ $json.prompt }}',
		'= {{ a }} and {{ b }}',
		'= }} {{',
		'=\\{{ x }}',
		'={ "a": { "b": 1 } }',
		'=the . constructor of a house',
		'=a.constructor("return 1")()',
		'=a.__proto__',
		'=.isEmpty()',
		'=`${1}`',
		'="quoted" \'text\'',
		'=line\nline\r\n\ttab \\n',
		'=\u2028\u2029\u0000\u007f',
		'=🦊 \ud83e',
		'=</script><!-- // /*',
		'{{ 1 + 1 }}',
		' =1',
		'',
	])('the text %j is just that text', (given) => {
		expect(resolved(asLiterals(given))).toBe(given);
	});

	it('any text that begins with = is just that text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (more) => {
				expect(resolved(asLiterals(`=${more}`))).toBe(`=${more}`);
			}),
			{ seed: 4, numRuns: 300 },
		);
	});

	it('texts in lists and objects are kept, and all else is as it was', () => {
		const parameters = {
			prompt: '={{ 1 }}',
			items: [{ file: locator('url', '=a') }, { file: locator('url', 'b') }],
			steps: 5,
			loop: false,
			nothing: null,
		};
		expect(resolved(asLiterals(parameters))).toEqual(parameters);
		expect(asLiterals(parameters)).toMatchObject({
			items: [{}, { file: locator('url', 'b') }],
			steps: 5,
			loop: false,
			nothing: null,
		});
	});
});
