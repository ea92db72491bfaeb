import { converted, create, parametersOf, START, workflow } from './workflows';

describe('bodies', () => {
	const bodyOf = (more: object) => {
		const { file } = converted(workflow([START, create('Create', '', more)], 'Start > Create'));
		return parametersOf(file, 'Create');
	};

	it.each<[string, object]>([
		[
			'key and value pairs',
			{
				specifyBody: 'keypair',
				bodyParameters: {
					parameters: [
						{ name: 'model', value: 'Qubico/flux1-schnell' },
						{ name: 'task_type', value: 'txt2img' },
						{ name: 'input.prompt', value: '={{ $json.idea }}' },
					],
				},
			},
		],
		[
			'an object in an expression',
			{
				jsonBody:
					"={{ JSON.stringify({ model: 'Qubico/flux1-schnell', task_type: 'txt2img', input: { prompt: $json.idea } } ) }}",
			},
		],
		[
			'raw text',
			{
				contentType: 'raw',
				body: '={"model":"Qubico/flux1-schnell","task_type":"txt2img","input":{"prompt":{{ JSON.stringify($json.idea) }}}}',
			},
		],
	])('given as %s are read', (_, more) => {
		expect(bodyOf(more)).toMatchObject({
			resource: 'flux',
			operation: 'generateImage',
			prompt: '={{ $json.idea }}',
			wait: 'doNotWait',
		});
	});

	it('that no operation sends become a custom task', () => {
		const jsonBody =
			'={"model":"new-model","task_type":"make","input":{"text":"say \\"{{ $json.text }}\\"","times":{{ $json.times }}}}';
		const { input, ...parameters } = bodyOf({ jsonBody });
		expect(parameters).toMatchObject({
			resource: 'customTask',
			customModel: 'new-model',
			customTaskType: 'make',
		});
		expect(String(input).replace(/\s+/g, ' ')).toBe(
			'={ "text": "say \\"{{ JSON.stringify(String($json.text)).slice(1, -1) }}\\"", "times": {{ JSON.stringify($json.times) }} }',
		);
	});

	it('made elsewhere are left alone', () => {
		const { report } = converted(
			workflow([START, create('Create', '={{ $json.body }}')], 'Start > Create'),
		);
		expect(report.converted).toEqual([]);
		expect(report.untouched[0]?.text).toMatch(/made elsewhere/);
	});

	it('with a setting beside input are told of', () => {
		const { report } = converted(
			workflow(
				[START, create('Create', '{"model":"a","task_type":"b","input":{},"mode":"pro"}')],
				'Start > Create',
			),
		);
		expect(report.check.map(({ text }) => text).join(' ')).toMatch(/"mode" stands beside input/);
	});
});
