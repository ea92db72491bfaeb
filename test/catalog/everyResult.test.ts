import type { IDataObject } from 'n8n-workflow';

import { families, variantsOf } from '../../nodes/catalog';
import type { MediaKind, Operation, Result } from '../../nodes/catalog/vocabulary';
import { partsOf } from '../../nodes/result/item';
import { readTask } from '../../nodes/transport/task';
import { place } from './sampleValues';

/** The shapes of answers in tools/recorded stand for whole kinds: here they are tried on every operation. */

interface Case {
	readonly operation: Operation;
	readonly kind: MediaKind;
	readonly model: string;
	readonly taskType: string;
}

const cases = families.flatMap((family) =>
	family.operations.flatMap((operation) =>
		variantsOf(operation).map(({ model, taskType }) => {
			const kind = operation.kind ?? family.kind;
			return [
				`${family.name}, ${operation.name}: ${model} ${taskType}`,
				{ operation, kind, model, taskType },
			] as const;
		}),
	),
);
const ofMedia = cases.filter(([, { kind }]) => kind !== 'text');
const ofText = cases.filter(([, { kind }]) => kind === 'text');

const ENDINGS: Readonly<Record<MediaKind, string>> = {
	audio: 'mp3',
	image: 'png',
	model: 'glb',
	text: 'txt',
	video: 'mp4',
};
const NAMES: Readonly<Record<MediaKind, string>> = {
	audio: 'audio',
	image: 'image',
	model: 'model_file',
	text: 'text',
	video: 'video',
};

const NOT_REACHED = '0001-01-01T00:00:00Z';
const point = { type: 'point', frozen: 0, consume: 700_000 };

function itemOf(
	{ operation, model, taskType }: Case,
	output: unknown,
	changes: IDataObject = {},
): IDataObject {
	const input: IDataObject = { image_url: 'https://sent.example/a.png' };
	Object.entries(operation.fixed ?? {}).forEach(([path, value]) => place(input, path, value));
	const task = readTask({
		task_id: 'task-1',
		model,
		task_type: taskType,
		status: 'completed',
		input,
		output,
		meta: { ended_at: '2026-11-22T10:00:20Z', usage: point },
		...changes,
	});
	const [part] = task === undefined ? [] : partsOf(task, families, { form: 'simplified' }, false);
	return part?.json ?? {};
}

const linksOf = ({ files }: IDataObject): unknown[] =>
	(files as IDataObject[]).map(({ url }) => url);

/** An output with a value at a place; `works` is a list as in PiAPI's answers. */
function outputWith(path: string, value: unknown): IDataObject {
	const output: IDataObject = {};
	place(output, path.replace(/^works\./, 'works[0].'), value);
	return output;
}

/** The outputs in which the operation's result is given by one link, and the links to be found. */
function shapesOf({ kind }: Case): Array<[string, unknown, string[]]> {
	const link = (name: string): string => `https://files.example/${name}.${ENDINGS[kind]}`;
	const name = NAMES[kind];
	const [a, b, c] = [link('a'), link('b'), link('c')];
	return [
		['a text', { [name]: a }, [a]],
		['a text under the usual name', { [`${name.replace('_file', '')}_url`]: a }, [a]],
		['a list of texts', { [`${name}s`]: [a, b] }, [a, b]],
		['a list of objects', { [`${name}s`]: [{ url: a }, { url: b }] }, [a, b]],
		['an object with url', { [name]: { url: a, width: 1 } }, [a]],
		['an object with resource', { [name]: { resource: a } }, [a]],
		['an object with both', { [name]: { resource: b, resource_without_watermark: a } }, [a]],
		[
			'an object without the clean one',
			{ [name]: { resource: a, resource_without_watermark: '' } },
			[a],
		],
		[
			'works',
			{
				works: [
					{ [name]: { resource: b, resource_without_watermark: a } },
					{ [name]: { resource: c } },
				],
			},
			[a, c],
		],
		['works with a link each', { works: [{ [name]: { url: a } }] }, [a]],
		['null beside', { [name]: a, [`${name}_urls`]: null, works: null, more: '' }, [a]],
		[
			'a list beside the empty single link',
			{ [`${name}_url`]: '', [`${name}_urls`]: [a, b] },
			[a, b],
		],
		['a list of one beside the single link', { [`${name}_url`]: a, [`${name}_urls`]: [a] }, [a]],
		['url', { url: a }, [a]],
		['output_url', { output_url: a, status: 99 }, [a]],
		['download_url', { [`${name}_url`]: '', download_url: a }, [a]],
		['something around', { generation: { id: 'g', [name]: { url: a } } }, [a]],
		['a place that nobody knows', { foo: { bar: [{ baz: a }] } }, [a]],
		['a link alone', a, [a]],
		['a list of links', [a, b], [a, b]],
		['a list of objects alone', [{ url: a }, { url: b }], [a, b]],
		['a list of named links', [{ [name]: a }, { [name]: b }], [a, b]],
		['JSON', JSON.stringify({ [name]: a }), [a]],
		['JSON within', { result: JSON.stringify({ url: a }) }, [a]],
		['a text with the link', `Your result: [open](${a}).`, [a]],
		[
			'no file ending',
			{ [name]: 'https://files.example/a?sign=b' },
			['https://files.example/a?sign=b'],
		],
		[
			'what was sent beside it',
			{ image: 'https://sent.example/a.png', input: { url: c }, [name]: a },
			[a],
		],
	];
}

describe.each(ofMedia)('%s', (_, one) => {
	it.each(shapesOf(one))('gives the result of %s, once', (__, output, links) => {
		const json = itemOf(one, output);
		expect([...linksOf(json)].sort()).toEqual([...links].sort());
		expect(json.url).toBe(linksOf(json)[0]);
		expect(json.output).toEqual(output);
		expect((json.files as IDataObject[])[0]?.kind).toBe(one.kind);
	});

	it.each(shapesOf(one))('gives none of %s before the end', (__, output) => {
		for (const status of ['pending', 'processing', 'staged', 'Retry']) {
			expect(itemOf(one, output, { status })).toMatchObject({ url: null, files: [] });
		}
	});

	it('has its result before what comes with it', () => {
		const result = `https://files.example/a.${ENDINGS[one.kind]}`;
		const output = {
			cover: { resource: 'https://files.example/c.jpg' },
			thumbnail: 'https://files.example/t.jpg',
			result,
		};
		expect(itemOf(one, output)).toMatchObject({ url: result, files: { length: 3 } });
	});

	it('gives the copies of a result once, whichever places are filled', () => {
		const { results } = one.operation;
		const groups = new Map<string, Result[]>();
		results
			.filter(({ kind }) => kind !== 'text')
			.forEach((result) => {
				const first = result.insteadOf ?? result.path;
				groups.set(first, [...(groups.get(first) ?? []), result]);
			});
		for (const [first, places] of groups) {
			expect(results.map(({ path }) => path)).toContain(first);
			for (const { path } of places) {
				const link = `https://files.example/${path}`;
				expect(linksOf(itemOf(one, outputWith(path, link)))).toEqual([link]);
			}
		}
	});
});

describe.each(ofText)('%s', (_, one) => {
	it.each<[string, unknown, string]>([
		['a text', 'a fox', 'a fox'],
		['a list of texts', ['a fox'], 'a fox'],
		['a number', 42, '42'],
		['a text under another name', { caption: 'a fox', status: 99 }, 'a fox'],
		['JSON', JSON.stringify({ caption: 'a fox' }), 'a fox'],
		...one.operation.results
			.slice(0, 1)
			.map(({ path }): [string, unknown, string] => [
				'its own place',
				outputWith(path, 'a fox'),
				'a fox',
			]),
	])('gives the text of %s', (__, output, text) => {
		expect(itemOf(one, output)).toMatchObject({ text, url: null, files: [] });
		expect(itemOf(one, output, { status: 'processing' })).not.toHaveProperty('text');
	});
});

describe.each(cases)('%s', (_, one) => {
	const withUsage = (usage: IDataObject, status = 'completed', ended_at = '2026-11-22T10:00:20Z') =>
		itemOf(one, null, { status, meta: { ended_at, usage } });

	it.each(['point', 'llm', 'quota'])('costs what its usage of type %s says', (type) => {
		expect(withUsage({ ...point, type }).costUsd).toBe(0.07);
		expect(withUsage({ ...point, type, consume: '700000' }).costUsd).toBe(0.07);
		expect(withUsage({ ...point, type }, 'success', NOT_REACHED).costUsd).toBe(0.07);
		const pending = withUsage({ ...point, type, frozen: 900_000 }, 'pending', NOT_REACHED);
		expect(pending).toMatchObject({ reservedUsd: 0.09 });
		expect(pending).not.toHaveProperty('costUsd');
	});

	it.each(['mj', 'other', ''])('has no cost with a usage of type %p', (type) => {
		expect(withUsage({ ...point, type })).not.toHaveProperty('costUsd');
	});
});
