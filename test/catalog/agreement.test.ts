import { choice, integer, media, plainChoices, text, toggle } from '../../nodes/catalog/fields';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { type FieldFact, inputFields, type TaskFacts } from '../../tools/facts/facts';
import { disagreements } from '../../tools/facts/agreement';
import { fact, guess, operationWith, own, taskWith } from './agreementStage';

const pick = choice('a', { ...own, choices: plainChoices('x') });
const listed = fact('a', 'string', { enum: ['x'] });
const priced = { ...listed, enumConfidence: 'documented' };
const ofClients = { ...listed, enumConfidence: 'client-code' };
const count = fact('a', 'integer', { enum: [6, 10] });
const long = Array.from({ length: 13 }, (_, index) => `v${index}`);

describe('an operation and the facts', () => {
	it.each<[string, Field, FieldFact, object]>([
		['text', text('a', own), fact('a', 'string'), {}],
		[
			'text with a limit',
			text('a', { ...own, maximumLength: 5 }),
			fact('a', 'string', { maxLength: 5 }),
			{},
		],
		[
			'a number with limits',
			integer('a', { ...own, minimum: 1, maximum: 5 }),
			fact('a', 'integer', { min: 1, max: 5 }),
			{},
		],
		['a switch', toggle('a', own), fact('a', 'boolean'), {}],
		[
			'a required field',
			text('a', { ...own, required: true }),
			fact('a', 'string', { required: true }),
			{},
		],
		[
			'a field required sometimes',
			text('a', own),
			fact('a', 'string', { required: true, when: 'no b' }),
			{},
		],
		[
			'choices in another order',
			choice('a', { ...own, choices: plainChoices('x', 'y') }),
			fact('a', 'string', { enum: ['y', 'x'] }),
			{},
		],
		[
			'suggestions for a guess',
			text('a', { ...own, suggestions: plainChoices('x') }),
			fact('a', 'string', { enum: ['x'] }),
			guess,
		],
		[
			'suggestions for a long list',
			text('a', { ...own, suggestions: plainChoices(...long) }),
			fact('a', 'string', { enum: long }),
			{},
		],
		['a file', media('a', { ...own, media: 'image' }), fact('a', 'string'), {}],
		['files', media('a', { ...own, media: 'image', multiple: true }), fact('a', 'array'), {}],
		[
			'files told by their elements',
			media('a', { ...own, media: 'image', multiple: true }),
			fact('a[]', 'string'),
			{},
		],
		['a closed list of a guess with documented values', pick, priced, guess],
		['a guess without its limits', integer('a', own), fact('a', 'integer', { max: 5 }), guess],
		[
			'suggestions that only clients know, of a documented task',
			text('a', { ...own, suggestions: plainChoices('x') }),
			ofClients,
			{},
		],
		[
			'numbers that only clients know',
			integer('a', { ...own, suggestions: plainChoices(6, 10) }),
			{ ...count, enumConfidence: 'client-code' },
			{},
		],
		[
			'no limits that only clients know, of a documented task',
			integer('a', own),
			fact('a', 'integer', { max: 5, limitConfidence: 'client-code' }),
			{},
		],
		[
			'documented limits of a guess',
			integer('a', { ...own, maximum: 5 }),
			fact('a', 'integer', { max: 5, limitConfidence: 'documented' }),
			guess,
		],
	])('agree about %s', (_, field, known, more) => {
		expect(disagreements(operationWith([field], more), taskWith([known], more))).toEqual([]);
	});

	it.each<[string, Field[], FieldFact[], object, string]>([
		['a missing field', [], [fact('a', 'string')], {}, 'a is missing'],
		['a field too many', [text('a', own)], [], {}, 'a is not in the facts'],
		['the type', [text('a', own)], [fact('a', 'integer')], {}, 'a must be of the type integer'],
		[
			'whole numbers',
			[integer('a', own)],
			[fact('a', 'number')],
			{},
			'a must be of the type number',
		],
		[
			'lists',
			[media('a', { ...own, media: 'image' })],
			[fact('a', 'array')],
			{},
			'a must be of the type array',
		],
		[
			'a need',
			[text('a', own)],
			[fact('a', 'string', { required: true })],
			{},
			'a must be required',
		],
		[
			'no need',
			[text('a', { ...own, required: true })],
			[fact('a', 'string')],
			{},
			'a must be optional',
		],
		[
			'a need that holds sometimes',
			[text('a', { ...own, required: true })],
			[fact('a', 'string', { required: true, when: 'no b' })],
			{},
			'a must be optional',
		],
		[
			'the choices',
			[choice('a', { ...own, choices: plainChoices('x', 'y') })],
			[fact('a', 'string', { enum: ['x'] })],
			{},
			'a has other choices than the facts',
		],
		[
			'choices out of nowhere',
			[pick],
			[fact('a', 'string')],
			{},
			'a is a closed list, of which the facts know nothing',
		],
		[
			'choices of a guess',
			[pick],
			[listed],
			guess,
			'a is a closed list, though PiAPI does not document it',
		],
		['free text', [text('a', own)], [listed], {}, 'a must be a closed list'],
		['text for known values', [text('a', own)], [priced], guess, 'a must be a closed list'],
		[
			'suggestions',
			[text('a', { ...own, suggestions: plainChoices('x', 'z') })],
			[fact('a', 'string', { enum: ['x', 'y'] })],
			guess,
			'a suggests other values than the facts',
		],
		[
			'the least and largest number',
			[integer('a', { ...own, minimum: 2, maximum: 5 })],
			[fact('a', 'integer', { min: 1 })],
			{},
			'a has other limits than the facts: min, max',
		],
		[
			'the length',
			[text('a', own)],
			[fact('a', 'string', { maxLength: 5 })],
			{},
			'a has other limits than the facts: maxLength',
		],
		[
			'limits of a guess',
			[integer('a', { ...own, maximum: 5 })],
			[fact('a', 'integer', { max: 5 })],
			guess,
			'a has limits, though PiAPI does not document it',
		],
		[
			'choices that only clients know',
			[pick],
			[ofClients],
			{},
			'a is a closed list, though PiAPI does not document it',
		],
		[
			'limits that only clients know',
			[integer('a', { ...own, maximum: 5 })],
			[fact('a', 'integer', { max: 5, limitConfidence: 'client-code' })],
			{},
			'a has limits, though PiAPI does not document it',
		],
		[
			'a documented limit of a guess',
			[integer('a', own)],
			[fact('a', 'integer', { max: 5, limitConfidence: 'documented' })],
			guess,
			'a has other limits than the facts: max',
		],
		[
			'numbers without suggestions',
			[integer('a', own)],
			[count],
			guess,
			'a suggests other values than the facts',
		],
	])('disagree about %s', (_, fields, known, more, complaint) => {
		expect(disagreements(operationWith(fields, more), taskWith(known, more))).toEqual([complaint]);
	});

	it('allow the closed list of a guess that is documented for a sister task', () => {
		const sister = taskWith([listed], { id: 'acme.sister' });
		const guessed = taskWith([listed], guess);
		expect(disagreements(operationWith([pick], guess), guessed, [guessed, sister])).toEqual([]);
	});

	it('allow it neither where only clients name the values of the sister task, nor those of its own', () => {
		const sister = (field: FieldFact) => taskWith([field], { id: 'acme.sister' });
		const guessed = (field: FieldFact) => taskWith([field], guess);
		const check = (task: TaskFacts, other: TaskFacts) =>
			disagreements(operationWith([pick], guess), task, [task, other]);
		const open = ['a is a closed list, though PiAPI does not document it'];
		expect(check(guessed(listed), sister(ofClients))).toEqual(open);
		expect(check(guessed(ofClients), sister(listed))).toEqual(open);
	});

	it.each<[Partial<Operation>, string[]]>([
		[{ model: 'other' }, ['model differs']],
		[{ taskType: 'other' }, ['task type differs']],
		[{ confidence: 'inferred' }, ['confidence differs']],
		[{ source: 'https://example.com' }, ['source differs']],
		[{ typicalSeconds: 5 }, ['typical seconds differs']],
		[{ results: [] }, ['no result is named']],
		[
			{ results: [{ path: 'cover', kind: 'image', role: 'cover' }] },
			['result cover is not in the facts'],
		],
		[
			{ results: [{ path: 'video.url', kind: 'image', role: 'image' }] },
			['result video.url must be of kind video'],
		],
	])('disagree over %p', (more, complaints) => {
		expect(disagreements(operationWith([], more), taskWith([]))).toEqual(complaints);
	});
});

it('a list of objects stands for itself in its parts', () => {
	const input = [
		fact('settings', 'array'),
		fact('settings[].type', 'string'),
		fact('images', 'array'),
		fact('images[]', 'string'),
		{ ...fact('task_id', 'string'), in: 'path' },
	];
	expect([...inputFields({ input }).keys()]).toEqual(['settings[].type', 'images']);
});
