import { UNIFIED } from '../../converter/calls/api';
import { newPath, type OutputForm } from '../../converter/items/paths';
import type { Segment } from '../../converter/code/segments';
import { families, variantsOf } from '../../nodes/catalog';
import type { Operation } from '../../nodes/catalog/vocabulary';
import { partsOf } from '../../nodes/result/item';
import { readTask } from '../../nodes/transport/task';
import { recordedAnswers } from '../../tools/recorded/recorded';

type Path = readonly Segment[];

function* pathsIn(value: unknown, path: Path = []): Generator<Path> {
	if (path.length > 0) yield path;
	if (typeof value !== 'object' || value === null) return;
	for (const [key, inner] of Object.entries(value)) {
		yield* pathsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]);
	}
}

const at = (value: unknown, path: Path): unknown =>
	path.reduce<unknown>(
		(sofar, key) =>
			typeof sofar === 'object' && sofar !== null
				? (sofar as Readonly<Record<Segment, unknown>>)[key]
				: undefined,
		value,
	);

/** The node writes states in one way and removes the secret of a webhook. */
const changes = (path: Path, value: unknown): boolean =>
	path.at(-1) === 'status' ||
	JSON.stringify(value).includes('"secret"') ||
	path.at(-1) === 'secret';

const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '';

const FORMS = ['simplified', 'raw'] as const satisfies readonly OutputForm[];

/** Operations that create a task such as this one, and what is known of any other. */
const operationsFor = (model: string, taskType: string): Array<Operation | undefined> => [
	undefined,
	...families
		.flatMap(({ operations }) => operations)
		.filter((operation) =>
			variantsOf(operation).some(
				(variant) =>
					variant.model.toLowerCase() === model.toLowerCase() && variant.taskType === taskType,
			),
		),
];

const finished = recordedAnswers.flatMap(({ kind, family, what, body }) => {
	const task = kind === 'get' ? readTask(at(body, ['data'])) : undefined;
	return task ? [{ name: `${family}: ${what}`, task, body }] : [];
});

describe('every path of an answer to a status request', () => {
	let compared = 0;

	it.each(finished.map((one) => [one.name, one] as const))(
		'has the same value in the item: %s',
		(_, { task, body }) => {
			const different = operationsFor(task.model, task.taskType).flatMap((operation) =>
				FORMS.flatMap((form) => {
					const json = partsOf(task, families, { form }, false)[0]?.json;
					const answer = { shape: 'task', api: UNIFIED, ...(operation && { operation }) } as const;
					return [...pathsIn(body)].flatMap((path) => {
						const to = newPath(path, answer, form);
						const before = at(body, path);
						if (to === undefined || isUnset(before) || changes(path, before)) return [];
						compared += 1;
						const after = at(json, to);
						return JSON.stringify(after) === JSON.stringify(before)
							? []
							: [{ operation: operation?.value, path: path.join('.'), to: to.join('.') }];
					});
				}),
			);
			expect(different).toEqual([]);
		},
	);

	it('was compared: there are thousands of them', () => {
		expect(compared).toBeGreaterThan(3000);
	});
});

/** Where the value of a path in the output is read from now on, for an operation of the catalog. */
const readsFrom = (family: string, name: string, ...path: Path): string => {
	const operation = families
		.find(({ value }) => value === family)
		?.operations.find(({ value }) => value === name);
	expect(operation).toBeDefined();
	const answer = { shape: 'task', api: UNIFIED, ...(operation && { operation }) } as const;
	return newPath(['data', 'output', ...path], answer, 'simplified')?.join('.') ?? '';
};

describe('a result', () => {
	it.each([
		['that is a text has no link', 'joycaption', 'captionImage', ['text']],
		['that is a description', 'midjourney', 'describe', ['description']],
		['that is a seed', 'midjourney', 'seed', ['seed']],
		['that is the second of several texts', 'udio', 'generateLyrics', ['lyrics_pairs', 1, 'text']],
		['that may be an object', 'kling', 'generateOmniVideo', ['video']],
		['that is a copy elsewhere', 'midjourney', 'imagine', ['image_urls', 1]],
		['that is one of its other copies', 'midjourney', 'upscale', ['temporary_image_urls', 0]],
	] as const)('%s: it is read as before', (_, family, operation, path) => {
		expect(readsFrom(family, operation, ...path)).toBe(['output', ...path].join('.'));
	});

	it.each([
		['the only link', 'skyreels', 'animatePerson', ['video_url'], 'url'],
		['the link beside a list', 'flux', 'generateImage', ['image_url'], 'url'],
		['the first of a list', 'midjourney', 'imagine', ['temporary_image_urls', 0], 'url'],
		['another of a list', 'midjourney', 'imagine', ['temporary_image_urls', 2], 'files.2.url'],
	] as const)('that is %s is read as such', (_, family, operation, path, to) => {
		expect(readsFrom(family, operation, ...path)).toBe(to);
	});
});
