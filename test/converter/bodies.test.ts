import { converted, create, parametersOf, START, workflow } from '../../tools/pairs/workflows';

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
			downloadFiles: false,
			taskOptions: { waitForResult: 'doNotWait' },
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
			downloadFiles: false,
		});
		expect(String(input).replace(/\s+/g, ' ')).toBe(
			'={ "text": "say \\"{{ JSON.stringify(String($json.text ?? \'\')).slice(1, -1) }}\\"", "times": {{ $json.times }} }',
		);
	});

	it('with input that has no field keep their fields; expressions go into More Input, too', () => {
		const jsonBody =
			'={"model":"Qubico/flux1-schnell","task_type":"txt2img","input":{"prompt":"{{ $json.text }}","width":{{ $json.width }},"new":{"times":{{ $json.times }},"name":"a {{ $json.name }}"},"loras":[]}}';
		const { resource, operation, prompt, width, options } = bodyOf({ jsonBody });
		expect({ resource, operation, prompt, width }).toEqual({
			resource: 'flux',
			operation: 'generateImage',
			prompt: '={{ $json.text }}',
			width: '={{ $json.width }}',
		});
		const { moreInput } = options as Record<string, unknown>;
		expect(String(moreInput).replace(/\s+/g, ' ')).toBe(
			'={ "new": { "times": {{ $json.times }}, "name": "a {{ JSON.stringify(String($json.name ?? \'\')).slice(1, -1) }}" }, "loras": [] }',
		);
	});

	it('with a field that some values of an expression would drop become a custom task', () => {
		const jsonBody =
			'={"model":"hailuo","task_type":"video_generation","input":{"model":"{{ $json.model }}","image_url":"https://example.com/a.png"}}';
		const { resource, input } = bodyOf({ jsonBody });
		expect(resource).toBe('customTask');
		expect(input).toContain('"image_url": "https://example.com/a.png"');
	});

	it('whose input is an expression become a custom task that downloads nothing', () => {
		const jsonBody = '={"model":"kling","task_type":"effects","input":{{ $json.input }}}';
		expect(bodyOf({ jsonBody })).toMatchObject({
			resource: 'customTask',
			input: '={{ $json.input }}',
			downloadFiles: false,
		});
	});

	it('keep their config beside what the converter sets', () => {
		const jsonBody =
			'{"model":"kling","task_type":"effects","input":{"image_url":"https://example.com/a.png","effect":"squish"},"config":{"service_mode":"private"}}';
		expect(bodyOf({ jsonBody }).taskOptions).toEqual({
			serviceMode: 'private',
			waitForResult: 'doNotWait',
		});
	});

	it('of GPT Image get no default that they do not have', () => {
		const url = 'https://api.piapi.ai/v1/images/generations';
		const jsonBody = '{"model":"gpt-image-1","prompt":"a fox"}';
		expect(bodyOf({ url, jsonBody })).toMatchObject({ resource: 'gptImage', sizeChoice: '' });
	});

	it('lose no expression whose value More Input would hide', () => {
		const jsonBody =
			'={"model":"kling","task_type":"video_generation","input":{"prompt":"a","camera_control":{"type":"simple","tempo":1,"config":{"pan":{{ $json.pan }}}}}}';
		const { resource, input } = bodyOf({ jsonBody });
		expect(resource).toBe('customTask');
		expect(String(input).replace(/\s+/g, ' ')).toContain('"pan": {{ $json.pan }}');
	});

	it('with a number as text send the number, about which nobody has to do anything', () => {
		const { report, file } = converted(
			workflow(
				[
					START,
					create(
						'Create',
						'{"model":"Qubico/flux1-schnell","task_type":"txt2img","input":{"prompt":"a","width":"512"}}',
					),
				],
				'Start > Create',
			),
		);
		expect(parametersOf(file, 'Create').width).toBe(512);
		expect(report.check).toEqual([]);
	});

	it('with a model that only the run knows become a Custom Task', () => {
		const jsonBody = '={"model":"{{ $json.kind }}","task_type":"txt2img","input":{}}';
		const { report, file } = converted(
			workflow([START, create('Create', '', { jsonBody })], 'Start > Create'),
		);
		expect(report.converted[0]?.operation).toMatch(/Custom Task/);
		expect(parametersOf(file, 'Create').customModel).toBe('={{ $json.kind }}');
	});

	it.each([
		['two expressions', '={{ $json.start }}{{ $json.end }}'],
		['text that is not JSON', '={ model: "{{ $json.model }}" }'],
		['code with a syntax error', '={ "model": "{{ $json.. }}" }'],
		['names that are expressions', '={ "{{ $json.name }}": "flux" }'],
	])('of %s are not converted', (_, jsonBody) => {
		const { report } = converted(workflow([START, create('Create', jsonBody)], 'Start > Create'));
		expect(report.converted).toEqual([]);
		expect(report.untouched[0]?.text).toMatch(/body cannot be read/);
	});

	it('with a setting beside input are told of', () => {
		const { report } = converted(
			workflow(
				[START, create('Create', '{"model":"a","task_type":"b","input":{},"mode":"pro"}')],
				'Start > Create',
			),
		);
		expect(report.check.map(({ text }) => text).join(' ')).toMatch(
			/"mode" is left out: it is next to input/,
		);
	});
});
