import { families } from '../../nodes/catalog';
import { KINDS } from '../../nodes/catalog/kinds';
import {
	integer,
	media,
	task,
	text,
	toggle,
	type Field,
	type Operation,
} from '../../nodes/catalog/vocabulary';
import { propertiesOfFamily } from '../../nodes/description/properties';
import { formComplaints, mixedParameters, optionsOf, ownNames, shownFor } from './form';

const labels = (properties: ReadonlyArray<{ displayName: string }>) =>
	properties.map(({ displayName }) => displayName);

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
	const onTop = operation.fields.filter((field) => field.onTop);
	const inOptions = operation.fields.filter((field) => !field.onTop);

	it('has its fields where they belong', () => {
		expect(formComplaints(operation)).toEqual([]);
	});

	it('shows its fields in the order of the catalog, and no others', () => {
		expect(ownFields.map(({ name }) => name)).toEqual(onTop.map(({ parameter }) => parameter));
		expect(labels(ownFields)).toEqual(onTop.map(({ label }) => label));
		expect(ownFields.map(({ description }) => description)).toEqual(onTop.map(({ help }) => help));
	});

	it('shows its fields before those that every operation has', () => {
		const names = shown.map(({ name }) => name);
		const place = (name: string): number => names.indexOf(name);
		ownFields.forEach(({ name }) => expect(place(name)).toBeLessThan(place('wait')));
		expect(names.slice(place('wait'))).toEqual(['wait', 'output', 'options']);
	});

	it('shows no name twice', () => {
		const names = shown.map(({ name }) => name);
		expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
	});

	it('has all its other fields in Options, sorted, none of them marked as needed', () => {
		const options = optionsOf(shown);
		const own = options.filter(({ name }) => !ownNames.has(name));
		expect(own.map(({ name }) => name).sort()).toEqual(
			inOptions.map(({ parameter }) => parameter).sort(),
		);
		expect(labels(options)).toEqual([...labels(options)].sort((a, b) => a.localeCompare(b, 'en')));
		expect(options.filter(({ required }) => required)).toEqual([]);
	});

	it('can be chosen, with its action and description', () => {
		const choices = propertiesOfFamily(family).find(({ name }) => name === 'operation')?.options;
		expect(choices).toContainEqual({
			name: operation.name,
			value: operation.value,
			action: operation.action,
			description: operation.description,
		});
	});

	it('offers the usual time limit of its kind', () => {
		const timeLimit = optionsOf(shown).find(({ name }) => name === 'timeLimit');
		expect(timeLimit?.default).toBe(KINDS[family.kind].timeLimitSeconds);
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
			expect(action).toMatch(/^[A-Z]/);
			expect(description).toMatch(/^[A-Z].*[^.]$/);
		}
	});

	it.each([
		['cancelTask', ['taskId']],
		['cancelManyTasks', ['createdBefore', 'cancelModel']],
		['getTask', ['taskId', 'waitUntilFinished', 'output', 'options']],
	])('shows for %s only its own fields', (operation, names) => {
		const always = properties
			.filter(({ displayOptions }) => displayOptions === undefined)
			.map(({ name }) => name);
		expect(shownFor(properties, operation).map(({ name }) => name)).toEqual([...always, ...names]);
	});

	it('shows its notice, and none else', () => {
		const notices = properties.filter(({ type }) => type === 'notice');
		expect(labels(notices)).toEqual(family.notice === undefined ? [] : [family.notice]);
	});

	it('shows Output Fields only with Selected Fields', () => {
		const outputFields = properties.filter(({ name }) => name === 'outputFields');
		expect(outputFields.length).toBeGreaterThan(0);
		outputFields.forEach(({ displayOptions }) =>
			expect(displayOptions?.show?.output).toEqual(['selectedFields']),
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
			'resource',
			'operation',
			'wait',
			'output',
			'outputFields',
			'options',
			'taskId',
			'waitUntilFinished',
			'createdBefore',
			'cancelModel',
			'serviceMode',
			'webhookUrl',
			'timeLimit',
			'onTimeLimit',
			'tasksAtATime',
			'cancelTasksToo',
			'oneItemPerFile',
			'downloadFiles',
			'maximumFileSize',
		].sort(),
	);
});

describe('the check itself', () => {
	const own = { label: 'Own', help: 'Help' };
	const operationWith = (...fields: Field[]): Operation => ({
		value: 'animate',
		name: 'Animate',
		action: 'Animate an image',
		description: 'Move an image',
		model: 'acme',
		taskType: 'animate',
		fields,
		results: [],
		confidence: 'documented',
		source: 'https://example.com',
	});
	const prompt = text('prompt', { ...own, onTop: true });
	const image = media('image', { ...own, media: 'image' });

	it('finds nothing to complain about in a proper form', () => {
		const second = media('end', { ...own, media: 'image' });
		const operation = operationWith(prompt, { ...image, onTop: true }, second, toggle('loop', own));
		expect(formComplaints(operation)).toEqual([]);
	});

	it.each<[string, Operation, string]>([
		['a blank form', operationWith(text('a', own)), 'Animate opens blank'],
		['a form without fields', operationWith(), 'Animate opens blank'],
		[
			'a needed field in Options',
			operationWith(prompt, { ...text('a', own), required: true }),
			'Animate, a is needed and not on top',
		],
		[
			'an origin task in Options',
			operationWith(prompt, task('a', own)),
			'Animate, a is an origin task and not on top',
		],
		[
			'the main file in Options',
			operationWith(prompt, image),
			'Animate, image is the main file and not on top',
		],
		[
			'an optional number on top',
			operationWith(prompt, integer('a', { ...own, onTop: true })),
			'Animate, a is on top and cannot be left empty',
		],
		[
			'an optional switch on top',
			operationWith(prompt, toggle('a', { ...own, onTop: true })),
			'Animate, a is on top and cannot be left empty',
		],
		[
			'the name of an option',
			operationWith(prompt, text('time_limit', own)),
			"Animate, time_limit takes a name of the node's own",
		],
		[
			'the name of a property',
			operationWith(prompt, text('wait', own)),
			"Animate, wait takes a name of the node's own",
		],
	])('finds %s', (_, operation, complaint) => {
		expect(formComplaints(operation)).toEqual([complaint]);
	});

	it('finds a prompt in Options', () => {
		expect(formComplaints(operationWith(text('prompt', own)))).toEqual([
			'Animate opens blank',
			'Animate, prompt is the prompt and not on top',
		]);
	});

	it.each<[string, Field, Field]>([
		['text and number', text('a', own), integer('a', own)],
		['text with and without suggestions', text('a', own), text('a', { ...own, suggestions: [] })],
		['one file and several', image, { ...image, multiple: true }],
		['a link and base64', image, { ...image, sentAs: 'base64' }],
	])('finds a parameter of two kinds: %s', (_, one, other) => {
		const family = { value: 'acme', name: 'Acme', kind: 'video' as const };
		expect(
			mixedParameters([
				{ ...family, operations: [operationWith(one)] },
				{ ...family, operations: [operationWith(other)] },
			]),
		).toEqual([one.parameter]);
	});
});
