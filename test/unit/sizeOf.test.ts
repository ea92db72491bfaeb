import { integer } from '../../nodes/catalog/fields';
import { height, width } from '../../nodes/catalog/sharedFields';
import type { Field } from '../../nodes/catalog/vocabulary';
import { sizeOf } from '../../nodes/request/sizeOf';
import { isProblem } from '../../nodes/transport/problem';

const size = (ratio: unknown, fields: readonly Field[] = [width(), height()]) => {
	const found = sizeOf({ name: 'Acme', operation: { fields } }, 'Aspect Ratio', ratio);
	return isProblem(found) ? found.message : found && Object.fromEntries(found);
};

it.each([
	['1:1', { width: 1024, height: 1024 }],
	['16:9', { width: 1360, height: 768 }],
	['9:16', { width: 768, height: 1360 }],
	[' 2.35:1 ', { width: 1568, height: 656 }],
	['4:1', { width: 2048, height: 512 }],
	['1:4', { width: 512, height: 2048 }],
])('%s is of the shape and at most a megapixel', (ratio, expected) => {
	expect(size(ratio)).toEqual(expected);
});

it.each(['wide', '16/9', '0:1', '1:0', '5:1', '1:5', '', 16, '-1:1'])(
	'%p is not a shape',
	(ratio) => {
		expect(size(ratio)).toContain('which Acme does not offer');
	},
);

it('keeps to the limits of the fields', () => {
	const own = { label: 'Side', help: 'A side', minimum: 600, maximum: 800 };
	expect(size('4:1', [integer('width', own), integer('height', own)])).toEqual({
		width: 800,
		height: 600,
	});
});

it('is nothing without both sides', () => {
	expect(size('16:9', [width()])).toBeUndefined();
});
