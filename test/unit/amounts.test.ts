import { decimal, integer } from '../../nodes/catalog/fields';
import { valueOf } from '../../nodes/request/value';

describe('counts, lengths and sizes', () => {
	const named = { label: 'Field', help: 'What' };

	it.each(['batch_size', 'duration', 'height', 'num_images', 'resolution', 'steps', 'width'])(
		'%s is at least 1, also where PiAPI documents no limit',
		(path) => {
			for (const given of [0, '0', -5]) {
				expect(valueOf(integer(path, named), given)).toMatchObject({
					message: `Field is ${given}`,
					advice: 'PiAPI takes Field from 1.',
				});
			}
			expect(valueOf(integer(path, named), 1)).toEqual({ value: 1 });
		},
	);

	it.each<[Parameters<typeof integer>, number]>([
		[['surface_sampling_steps', named], 1],
		[['duration', { ...named, minimum: 3 }], 3],
		[['side', { ...named, least: 0 }], 0],
	])('%j takes %j and nothing below', (of, least) => {
		expect(valueOf(integer(...of), least)).toEqual({ value: least });
		expect(valueOf(integer(...of), least - 1)).toMatchObject({ message: `Field is ${least - 1}` });
	});

	it('other numbers take anything', () => {
		expect(valueOf(integer('seed', named), -1)).toEqual({ value: -1 });
		expect(valueOf(decimal('duration', named), -1)).toEqual({ value: -1 });
	});
});
