import type { IDisplayOptions } from 'n8n-workflow';

/** What n8n's AI reads of a node beside its form. The types of n8n 1 do not know it yet, so it has types of its own. */
interface BuilderHint {
	/** Shown where the AI searches for nodes. */
	readonly searchHint: string;
	readonly relatedNodes: Array<{ nodeType: string; relationHint: string }>;
	/** Written into the type that the AI reads; without `displayOptions` once, else at the operations that match. */
	readonly extraTypeDefContent: Array<{ content: string; displayOptions?: IDisplayOptions }>;
}

/** Spread into a description: n8n 1 would refuse the name itself. */
interface WithBuilderHint {
	readonly builderHint: BuilderHint;
}

const PI_API = 'n8n-nodes-piapi-unified.piApi';
const MIDJOURNEY = 'n8n-nodes-piapi-unified.midjourney';
const TRIGGER = 'n8n-nodes-piapi-unified.piApiTrigger';

const relatedTrigger = {
	nodeType: TRIGGER,
	relationHint: 'Starts a workflow when a task finishes, for tasks created with Do Not Wait',
};

const OUTPUT = `Each item has taskId, status, url (the main result), files: [{ url, kind, role }] and costUsd. While downloadFiles is true,
the files are also in the binary fields data, data_1 and so on. Links expire after a few days.
In options, taskOptions and lists of rows, only the single values can be expressions.`;

const PATTERNS = `${OUTPUT}
<patterns>
<pattern title="Image from a prompt">
node({ type: '${PI_API}', version: 1, config: { name: 'Generate Image', parameters: {
  resource: 'flux', operation: 'generateImage', prompt: expr('{{ $json.prompt }}')
} } })
</pattern>
<pattern title="Video from the image of the previous node">
node({ type: '${PI_API}', version: 1, config: { name: 'Generate Video', parameters: {
  resource: 'kling', operation: 'generateVideo', prompt: 'The camera moves in slowly',
  imageUrl: { __rl: true, mode: 'url', value: expr('{{ $json.url }}') },
  taskOptions: { timeout: 1800 }
} } })
</pattern>
<pattern title="Edit images: one from a link, one from a binary field of the input item">
node({ type: '${PI_API}', version: 1, config: { name: 'Edit Images', parameters: {
  resource: 'gemini', operation: 'generateImageNanoBananaPro', prompt: 'Put the product on the table',
  imageUrls: { items: [
    { file: { __rl: true, mode: 'url', value: expr('{{ $json.url }}') } },
    { file: { __rl: true, mode: 'binary', value: 'data' } }
  ] },
  aspectRatioChoice: '16:9'
} } })
</pattern>
<pattern title="Video with any model, and with another one if it fails">
node({ type: '${PI_API}', version: 1, config: { name: 'Generate Video', parameters: {
  resource: 'anyVideo', operation: 'generateAnyVideoFromText', prompt: expr('{{ $json.prompt }}'),
  anyModel: { __rl: true, mode: 'value', value: 'kling-3.0' },
  options: { ifItFails: { items: [{ anyModel: { __rl: true, mode: 'value', value: 'veo-3.1' } }] } },
  taskOptions: { spendingLimit: 5 }
} } })
</pattern>
</patterns>`;

const at = (resource: string, operation: string): IDisplayOptions => ({
	show: { resource: [resource], operation: [operation] },
});

export const piApiHint: WithBuilderHint = {
	builderHint: {
		searchHint:
			'Prefer this over HTTP Request for api.piapi.ai. The resource is the model family (flux, gemini, kling, veo3, udio …), or anyImage, anyVideo, anyMusic, anySpeech or any3dModel where any model will do. The node creates the task, waits for it and returns the files: add no Wait node and no polling loop. Tasks cost money.',
		relatedNodes: [
			relatedTrigger,
			{
				nodeType: MIDJOURNEY,
				relationHint: 'Only when the user asks for Midjourney; PiAPI lists it as discontinued',
			},
		],
		extraTypeDefContent: [
			{ content: PATTERNS },
			{
				displayOptions: at('customTask', 'create'),
				content: `<pattern title="A task type that has no operation here">
node({ type: '${PI_API}', version: 1, config: { name: 'Create Task', parameters: {
  resource: 'customTask', operation: 'create', customModel: 'Qubico/flux1-dev', customTaskType: 'txt2img',
  inputAs: 'json', input: { prompt: 'A red fox in the snow' }
} } })
</pattern>`,
			},
			{
				displayOptions: at('task', 'wait'),
				content: `<pattern title="Wait for all tasks that earlier nodes created with waitForResult: 'doNotWait'">
node({ type: '${PI_API}', version: 1, config: { name: 'Wait for Tasks', executeOnce: true, parameters: {
  resource: 'task', operation: 'wait', taskIds: expr('{{ $input.all().map((item) => item.json.taskId) }}')
} } })
</pattern>`,
			},
		],
	},
};

export const midjourneyHint: WithBuilderHint = {
	builderHint: {
		searchHint:
			'PiAPI lists its Midjourney service as discontinued. For new workflows use the PiAPI node: flux, gemini (Nano Banana), seedream or gptImage.',
		relatedNodes: [
			{
				nodeType: PI_API,
				relationHint: 'Prefer for images: Flux, Nano Banana, Seedream, GPT Image',
			},
			relatedTrigger,
		],
		extraTypeDefContent: [{ content: OUTPUT }],
	},
};

export const triggerHint: WithBuilderHint = {
	builderHint: {
		searchHint:
			"Copy this node's webhook URL into webhookUrl of the node that creates the task. To wait for a task in the same workflow, the PiAPI node needs no trigger.",
		relatedNodes: [
			{ nodeType: PI_API, relationHint: 'Creates the tasks that this trigger reports' },
		],
		extraTypeDefContent: [],
	},
};
