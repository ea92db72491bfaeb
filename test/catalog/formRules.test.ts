import { integer, media, task, text, toggle } from '../../nodes/catalog/fields';
import type { Field, Operation } from '../../nodes/catalog/vocabulary';
import { formComplaints, mixedParameters } from './form';
import { operationWith } from './operationWith';

describe('the rules for forms', () => {
	const own = { label: 'Own', help: 'Help' };
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
			'a required field in Options',
			operationWith(prompt, { ...text('a', own), required: true }),
			'Animate, a is required and not on top',
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
			'a main field in Options',
			operationWith(prompt, { ...integer('a', { ...own, main: true }), onTop: false }),
			'Animate, a is a main field and not on top',
		],
		[
			'too many main fields',
			operationWith(
				prompt,
				...['a', 'b', 'c', 'd', 'e', 'f'].map((path) => toggle(path, { ...own, main: true })),
			),
			'Animate has more than 5 main fields',
		],
		[
			'the name of an option',
			operationWith(prompt, text('timeout', own)),
			"Animate, timeout takes a name of the node's own",
		],
		[
			'the name of a property',
			operationWith(prompt, text('download_files', { ...own, parameter: 'downloadFiles' })),
			"Animate, download_files takes a name of the node's own",
		],
	])('finds %s', (_, operation, complaint) => {
		expect(formComplaints(operation)).toEqual([complaint]);
	});

	it('lets a file be an option beside a prompt that is required', () => {
		expect(formComplaints(operationWith({ ...prompt, required: true }, image))).toEqual([]);
	});

	it('finds a prompt in Options', () => {
		expect(formComplaints(operationWith(text('prompt', own)))).toEqual([
			'Animate opens blank',
			'Animate, prompt is the prompt and not on top',
		]);
	});

	it.each<[string, Field, Field]>([
		['text and number', text('a', own), integer('a', own)],
		[
			'text with and without a list beside it',
			text('a', own),
			text('a', { ...own, suggestions: [], freeText: true }),
		],
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
