import { LEGACY, type Legacy } from './legacyWorkflows';
import { request } from './formerCalls';
import { converted, parametersOf, setField, START, workflow } from '../../tools/pairs/workflows';

const given = (start: string): Legacy => {
	const found = LEGACY.find(({ name }) => name.startsWith(start));
	if (found === undefined) throw new Error(`There is no workflow "${start}".`);
	return found;
};

describe('workflows that call former APIs', () => {
	it.each(LEGACY.map((one) => [one.name, one] as const))('%s', (_, one) => {
		const { file, report } = converted(one.workflow);
		expect(report.untouched).toEqual([]);
		expect(report.converted).toHaveLength(one.tasks.length);
		expect(JSON.stringify(file)).not.toMatch(/httpRequest|mj\/v2|kling\/v1|luma\/v1|face_swap/);
	});

	it('read the results at their new places', () => {
		const { file } = converted(given('Midjourney: a grid').workflow);
		const values = JSON.stringify(parametersOf(file, 'Result'));
		expect(values).toContain("{{ $('Imagine').item.json.output.image_url }}");
		expect(values).toContain("{{ $('Imagine').item.json.url }}");
		const { file: video } = converted(given('Kling').workflow);
		expect(JSON.stringify(parametersOf(video, 'Result'))).toContain('{{ $json.url }}');
		expect(parametersOf(video, 'Create')).toMatchObject({
			operation: 'generateVideo',
			modeChoice: "={{ String($json.prompt.length > 5) === 'true' ? 'pro' : 'std' }}",
		});
	});

	it('get the former name of a state where that is read', () => {
		const { file } = converted(given('Midjourney at a former address').workflow);
		expect(JSON.stringify(parametersOf(file, 'Check grid'))).toContain("'finished'");
		expect(JSON.stringify(parametersOf(file, 'Result'))).toContain('{{ $json.status }}');
	});

	it('name a former address', () => {
		const { report } = converted(given('Luma').workflow);
		const texts = report.check.map(({ text }) => text).join(' ');
		expect(texts).toMatch(/called api\.goapi\.ai, a former address of PiAPI/);
	});

	it('stay where something is read that nobody knows of the unified API', () => {
		const read = workflow(
			[
				START,
				request('Imagine', 'POST', '/mj/v2/imagine', '{"prompt":"a fox"}'),
				setField('Keep', 'quota', '={{ $json.meta.quota }}'),
			],
			'Start > Imagine',
			'Imagine > Keep',
		);
		const { file, report } = converted(read);
		expect(file).toEqual(read);
		expect(report.untouched).toMatchObject([
			{ node: 'Imagine', text: expect.stringMatching(/\$json\.meta\.quota/) as string },
		]);
	});

	it('stay together', () => {
		const hook = '{"prompt":"a fox","webhook_endpoint":"https://example.com/hook"}';
		const both = workflow(
			[
				START,
				request('With a webhook', 'POST', '/mj/v2/imagine', hook),
				request('Without', 'POST', '/mj/v2/imagine', '{"prompt":"a fox"}'),
			],
			'Start > With a webhook',
			'With a webhook > Without',
		);
		const { file, report } = converted(both);
		expect(file).toEqual(both);
		expect(report.untouched.map(({ text }) => text)).toEqual([
			expect.stringMatching(/adapt the receiver/),
			expect.stringMatching(/"With a webhook" still calls/),
		]);
	});
});
