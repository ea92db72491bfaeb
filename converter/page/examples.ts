const CURL = `curl --location --request POST 'https://api.piapi.ai/api/v1/task' \\
--header 'x-api-key: YOUR_API_KEY' \\
--header 'Content-Type: application/json' \\
--data-raw '{
    "model": "kling",
    "task_type": "video_generation",
    "input": {
        "prompt": "a red kite over the sea",
        "duration": 5,
        "aspect_ratio": "16:9",
        "version": "2.1"
    }
}'`;

const BODY = `{
  "model": "Qubico/flux1-schnell",
  "task_type": "txt2img",
  "input": {
    "prompt": "a lighthouse on a cliff at dusk, watercolor",
    "width": 1024,
    "height": 768
  }
}`;

const httpRequest = (name: string, x: number, y: number, parameters: object): object => ({
	parameters: {
		...parameters,
		sendHeaders: true,
		headerParameters: { parameters: [{ name: 'x-api-key', value: '={{ $env.PIAPI_KEY }}' }] },
		options: {},
	},
	name,
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	position: [x, y],
});

const isFinished = {
	options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
	combinator: 'and',
	conditions: [
		{
			leftValue: '={{ $json.data.status }}',
			rightValue: 'completed',
			operator: { type: 'string', operation: 'equals' },
		},
	],
};

const to = (...targets: readonly string[]): object => ({
	main: targets.map((node) => [{ node, type: 'main', index: 0 }]),
});

const WORKFLOW = {
	nodes: [
		{
			parameters: {},
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
		},
		httpRequest('Create image', 220, 0, {
			method: 'POST',
			url: 'https://api.piapi.ai/api/v1/task',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: BODY,
		}),
		{
			parameters: { amount: 10 },
			name: 'Wait',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			position: [440, 0],
		},
		httpRequest('Check status', 660, 0, {
			url: '=https://api.piapi.ai/api/v1/task/{{ $json.data.task_id }}',
		}),
		{
			parameters: { conditions: isFinished, options: {} },
			name: 'Finished?',
			type: 'n8n-nodes-base.if',
			typeVersion: 2.2,
			position: [880, 0],
		},
		{
			parameters: {
				assignments: {
					assignments: [
						{
							id: 'link',
							name: 'link',
							type: 'string',
							value: '={{ $json.data.output.image_url }}',
						},
					],
				},
				options: {},
			},
			name: 'Link',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [1100, 0],
		},
	],
	connections: {
		Start: to('Create image'),
		'Create image': to('Wait'),
		Wait: to('Check status'),
		'Check status': to('Finished?'),
		'Finished?': to('Link', 'Wait'),
	},
};

/** What a person can try the page with. */
export const EXAMPLES: Readonly<Record<string, string>> = {
	workflow: JSON.stringify(WORKFLOW, null, 2),
	curl: CURL,
	body: BODY,
};
