import { media, text } from '../../nodes/catalog/fields';
import type { AnyOperation, ImageNames } from '../../nodes/catalog/serves';
import type { MediaField, Operation } from '../../nodes/catalog/vocabulary';
import { disagreements } from '../../tools/facts/agreement';
import type { TaskFacts, FieldFact } from '../../tools/facts/facts';

const SOURCE = 'https://example.com/docs';
const own = { label: 'Own', help: 'Help' };

/** What an operation with a prompt and an image says otherwise than the facts about both. */
function complaints(
	{ sentAs, ...more }: Partial<Operation> & Partial<Pick<MediaField, 'sentAs'>>,
	ofPrompt: Partial<FieldFact>,
	ofImage: Partial<FieldFact>,
): string[] {
	const operation: Operation = {
		value: 'animate',
		name: 'Animate',
		description: 'Move an image',
		model: 'acme',
		taskType: 'animate',
		fields: [text('prompt', own), media('image', { ...own, media: 'image', sentAs })],
		results: [],
		confidence: 'client-code',
		source: SOURCE,
		...more,
	};
	const fact = { type: 'string', required: false };
	const task: TaskFacts = {
		id: 'acme.animate',
		method: 'POST',
		path: '/api/v1/task',
		models: ['acme'],
		taskTypes: ['animate'],
		input: [
			{ path: 'prompt', ...fact, ...ofPrompt },
			{ path: 'image', ...fact, ...ofImage },
		],
		output: [],
		confidence: 'client-code',
		sources: [SOURCE],
	};
	return disagreements(operation, task);
}

it.each<[MediaField['sentAs'] | undefined, MediaField['sentAs'] | undefined, string[]]>([
	[undefined, undefined, []],
	['linkOrBase64', 'linkOrBase64', []],
	['base64', 'base64', []],
	['link', 'linkOrBase64', ['image must be sent as linkOrBase64']],
	['linkOrBase64', undefined, ['image must be sent as link']],
	['linkOrBase64', 'base64', ['image must be sent as base64']],
])('a file that is sent as %s, and as %s by the facts', (sentAs, known, expected) => {
	expect(complaints({ sentAs }, {}, { sentAs: known })).toEqual(expected);
});

it.each<[ImageNames | undefined, Partial<FieldFact>, Partial<FieldFact>, boolean]>([
	[undefined, {}, {}, true],
	[{ before: '@image' }, { imageNames: '@image' }, {}, true],
	[{ before: '@image_', all: true }, { imageNames: '@image_' }, { isNamedInPrompt: true }, true],
	[undefined, { imageNames: '@image' }, {}, false],
	[{ before: '@image' }, {}, {}, false],
	[{ before: '@image' }, { imageNames: '@image_' }, {}, false],
	[{ before: '@image' }, { imageNames: '@image' }, { isNamedInPrompt: true }, false],
	[{ before: '@image', all: true }, { imageNames: '@image' }, {}, false],
])('names of images: %j, and %j, %j by the facts', (imageNames, ofPrompt, ofImage, agrees) => {
	const servesAs = (as: AnyOperation) =>
		complaints({ serves: [{ as: [as], models: [], imageNames }] }, ofPrompt, ofImage);
	expect(servesAs('generateAnyVideoFromReferences')).toEqual(
		agrees ? [] : ['names images in another way than the facts'],
	);
	expect(servesAs('generateAnyVideoFromText')).toEqual([]);
});
