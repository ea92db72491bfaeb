import type { SimulatedFamilyFacts, RuleFact, SimulatedTaskFacts } from '../../tools/facts/facts';
import { judge } from '../../tools/simulator/factsCheck';

const film: SimulatedTaskFacts = {
	id: 'made-up.film',
	method: 'POST',
	path: '/api/v1/task',
	models: ['made-up'],
	taskTypes: ['film'],
	confidence: 'documented',
	input: [],
	output: [],
};

describe('the check of a body against the facts', () => {
	describe('of fields that are given together', () => {
		const rules: readonly RuleFact[] = [
			{ kind: 'notTogether', paths: ['a', 'b'] },
			{ kind: 'onlyWith', path: 'c', needs: 'a' },
			{ kind: 'notWhen', path: 'size', values: [1080], when: { models: ['film'] } },
			{ kind: 'notWhen', path: 'd', when: { path: 'mode', values: ['text'] } },
			{ kind: 'atMost', of: 'sum', paths: ['shots[].seconds'], most: 15 },
			{ kind: 'atMost', of: 'product', paths: ['width', 'height'], most: 100 },
			{
				kind: 'atMost',
				of: 'count',
				paths: ['images', 'videos'],
				most: 2,
				when: { path: 'mode', values: ['frames'] },
			},
		];
		const withRules = (own: readonly RuleFact[] = rules): SimulatedFamilyFacts => ({
			family: 'made-up',
			tasks: [{ ...film, rules: own }],
		});
		const judged = (input: Record<string, unknown>, facts = withRules()) =>
			judge({ model: 'made-up', task_type: 'film', input }, [facts]);
		const three = ['x', 'y', 'z'];

		it.each<[Record<string, unknown>, string]>([
			[{ a: 1, b: 2 }, 'input: a and b must not be set together'],
			[{ c: 1 }, 'input: c needs a'],
			[{ size: 1080 }, 'input: size is not allowed here'],
			[{ d: 1, mode: 'text' }, 'input: d is not allowed here'],
			[
				{ shots: [{ seconds: 10 }, { seconds: 6 }] },
				'input: the sum of shots[].seconds is above 15',
			],
			[{ width: 20, height: 6 }, 'input: the product of width, height is above 100'],
			[{ mode: 'frames', images: three }, 'input: the count of images, videos is above 2'],
			[
				{ mode: 'frames', images: ['x', 'y'], videos: ['z'] },
				'input: the count of images, videos is above 2',
			],
		])('refuses %j', (input, problem) => {
			expect(judged(input)).toEqual({ problem, remarks: [] });
		});

		it.each<Record<string, unknown>>([
			{ a: 1, c: 1 },
			{ size: 768 },
			{ d: 1, mode: 'image' },
			{ shots: [{ seconds: 10 }, {}] },
			{ width: 1000 },
			{ images: three },
			{ mode: 'frames', images: ['x', 'y'] },
		])('takes %j', (input) => expect(judged(input)).toEqual({ remarks: [] }));

		it('is only in doubt where nobody is sure', () => {
			const unsure = rules.map((rule) => ({ ...rule, confidence: 'client-code' }));
			const remarks = ['input: c needs a'];
			expect(judged({ c: 1 }, withRules(unsure))).toEqual({ remarks });
		});
	});

	it.each([
		[{ enum: ['pan'], enumConfidence: 'client-code' }, 'tilt', 'input.camera must be one of pan'],
		[{ max: 5, limitConfidence: 'client-code' }, 7, 'input.camera is above 5'],
	])('binds to nothing that only clients know of a documented field: %j', (fact, camera, text) => {
		const type = typeof camera === 'string' ? 'string' : 'integer';
		const facts = {
			family: 'made-up',
			tasks: [{ ...film, input: [{ path: 'camera', type, required: false, ...fact }] }],
		};
		const body = { model: 'made-up', task_type: 'film', input: { camera } };
		expect(judge(body, [facts])).toEqual({ remarks: [text] });
	});
});
