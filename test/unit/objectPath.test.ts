import type { IDataObject } from 'n8n-workflow';

import { isWithin, setPath, getPath } from '../../nodes/request/objectPath';

const set = (entries: ReadonlyArray<readonly [string, unknown]>): IDataObject => {
	const target: IDataObject = {};
	entries.forEach(([path, value]) => setPath(target, path, value));
	return target;
};

it.each<[string, unknown, IDataObject]>([
	['a[0].b', 'x', { a: [{ b: 'x' }] }],
	['a[0].b.c', 1, { a: [{ b: { c: 1 } }] }],
	['list[].url', ['x', 'y'], { list: [{ url: 'x' }, { url: 'y' }] }],
	['deep.list[].url', ['x'], { deep: { list: [{ url: 'x' }] } }],
	['list[].url', 'x', { list: [{ url: 'x' }] }],
	['', { a: 1 }, { a: 1 }],
])('puts at %p', (path, value, result) => {
	expect(set([[path, value]])).toEqual(result);
	expect(getPath(result, path)).toEqual(
		path.includes('[]') && !Array.isArray(value) ? [value] : value,
	);
});

it('puts several parts into one entry of a list', () => {
	expect(
		set([
			['a[0].b', 1],
			['a[0].c', 2],
		]),
	).toEqual({ a: [{ b: 1, c: 2 }] });
});

it.each(['a.b', 'a[0].b', 'list[].url', '__proto__.x', 'constructor.name'])(
	'finds nothing at %p where nothing is',
	(path) => expect(getPath({}, path)).toBeUndefined(),
);

it('says what is within what', () => {
	expect(isWithin('a.b', 'a')).toBe(true);
	expect(isWithin('a[0].b', 'a')).toBe(true);
	expect(isWithin('a', 'a')).toBe(true);
	expect(isWithin('ab', 'a')).toBe(false);
});
