import { anyOf, choice, decimal, integer, json, plainChoices, rows, text, toggle } from './fields';
import { editPrice, generatePrice } from './gptImagePrices';
import { mainImages, prompt } from './sharedFields';
import type { Family, Field, Operation } from './vocabulary';

const CHAT_PAGE = 'https://piapi.ai/docs/llm-api/completions';
const IMAGE_PAGE = 'https://piapi.ai/docs/gpt-image/gpt-image-api';

/** These endpoints create no tasks: the fields' paths are those of the request's body. */
const noTask = { model: '', taskType: '', confidence: 'documented' } as const;

/** Where the conversation is given. Sent as `messages`, which the run puts together. */
const conversation: readonly Field[] = [
	prompt({ help: 'Question, asked after the messages', placeholder: 'e.g. Name three islands' }),
	rows('messages', {
		label: 'Messages',
		help: 'Conversation so far, oldest first',
		fields: [
			text('role', {
				label: 'Role',
				help: 'Who the message is from',
				placeholder: 'e.g. user',
				suggestions: plainChoices('assistant', 'system', 'user'),
				required: true,
			}),
			text('content', {
				label: 'Content',
				help: 'Text of the message',
				placeholder: 'e.g. Name three islands',
				rows: 3,
				required: true,
			}),
		],
	}),
	text('system', {
		parameter: 'systemMessage',
		label: 'System Message',
		help: 'How the model should behave',
		placeholder: 'e.g. You answer in one sentence',
		rows: 3,
	}),
	{
		...mainImages('images', {
			help: 'Images to ask about',
			placeholder: 'e.g. https://example.com/fox.png',
		}),
		parameter: 'chatImages',
	},
];

/** Facts: https://piapi.ai/docs/llm-api/completions */
export const messageModel: Operation = {
	...noTask,
	value: 'message',
	name: 'Message a Model',
	description: 'Ask a language model',
	source: CHAT_PAGE,
	fields: [
		text('model', {
			parameter: 'chatModel',
			label: 'Model',
			help: 'Language model to ask',
			placeholder: 'e.g. gpt-4o-mini',
			required: true,
			freeText: true,
			suggestions: plainChoices(
				'claude-opus-4-6',
				'claude-sonnet-4-6',
				'gemini-2.5-flash-nothinking',
				'gpt-4.1',
				'gpt-4o',
				'gpt-4o-image',
				'gpt-4o-mini',
				'gpt-5',
				'gpt-5.2',
			),
		}),
		...conversation,
		integer('max_tokens', {
			label: 'Max Tokens',
			help: 'Maximum length of the answer in tokens',
			placeholder: 'e.g. 1000',
		}),
		decimal('temperature', {
			label: 'Temperature',
			help: 'Higher values give more varied answers',
			placeholder: 'e.g. 0.7',
		}),
		decimal('top_p', {
			label: 'Top P',
			help: 'Share of likely tokens to consider, 0 to 1',
			placeholder: 'e.g. 0.9',
		}),
		text('stop', {
			label: 'Stop Sequence',
			help: 'Text that ends the answer',
			placeholder: 'e.g. END',
		}),
		toggle('json_answer', {
			label: 'JSON Answer',
			help: 'Whether to ask for JSON and return it parsed, as answer',
		}),
		json('functions', {
			label: 'Functions',
			help: 'Functions the model may call, as a JSON array',
			placeholder: 'e.g. [{ "name": "get_weather" }]',
			shape: 'array',
		}),
		text('function_call', {
			label: 'Function Call',
			help: 'How the model calls functions: none or auto',
			placeholder: 'e.g. auto',
		}),
	],
	rules: [anyOf('prompt', 'messages')],
	results: [],
};

/** Language models. */
export const chat: Family = {
	value: 'chat',
	name: 'Chat',
	kind: 'text',
	operations: [messageModel],
};

const imageModel = text('model', {
	parameter: 'imageModel',
	label: 'Model',
	help: 'Image model',
	placeholder: 'e.g. gpt-image-1.5',
	required: true,
	freeText: true,
	suggestions: plainChoices('gpt-image-1', 'gpt-image-1.5', 'gpt-image-2', 'gpt-image-2-preview'),
	elsewhere: {
		if: /^gpt-image-2\.5/i,
		advice:
			'PiAPI runs GPT Image 2.5 on asynchronous endpoints only, which this node does not call. Choose another model.',
	},
});

const imageSettings: readonly Field[] = [
	choice('size', {
		parameter: 'sizeChoice',
		label: 'Size',
		help: 'Width and height in pixels',
		choices: plainChoices('1024x1024', '1024x1536', '1536x1024'),
		standard: '1024x1024',
	}),
	choice('quality', {
		label: 'Quality',
		help: 'Higher quality takes longer and costs more',
		choices: [
			{ value: 'low', label: 'Low' },
			{ value: 'medium', label: 'Medium' },
			{ value: 'high', label: 'High' },
		],
	}),
	integer('n', {
		parameter: 'numberOfImages',
		label: 'Number of Images',
		help: 'How many images; each one is billed',
		placeholder: 'e.g. 1',
		minimum: 1,
	}),
	choice('response_format', {
		label: 'Response Format',
		help: 'How to return the image',
		choices: [
			{ value: 'b64_json', label: 'Binary File' },
			{ value: 'url', label: 'Link' },
		],
	}),
];

const imageOperation = (
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields' | 'price'>,
): Operation => ({ ...noTask, source: IMAGE_PAGE, results: [], ...own });

/** Facts: https://piapi.ai/docs/gpt-image/gpt-image-api */
export const editImages: Operation = imageOperation({
	value: 'edit',
	name: 'Edit',
	description: 'Edit images with a prompt',
	price: editPrice,
	fields: [
		imageModel,
		prompt({ required: true, help: 'What to change', placeholder: 'e.g. make the sky pink' }),
		{
			...mainImages('image', { help: 'Images to edit; n8n fetches links', required: true }),
			parameter: 'imagesToEdit',
		},
		...imageSettings,
	],
});

/** Facts: https://piapi.ai/docs/gpt-image/gpt-image-api */
export const generateImages: Operation = imageOperation({
	value: 'generate',
	name: 'Generate',
	description: 'Generate an image from a prompt',
	price: generatePrice,
	fields: [
		imageModel,
		prompt({ required: true }),
		...imageSettings,
		text('output_format', {
			parameter: 'imageFormat',
			label: 'Output Format',
			help: 'File format of the image',
			placeholder: 'e.g. png',
		}),
	],
});

/** Images by the endpoints of the OpenAI API. */
export const gptImage: Family = {
	value: 'gptImage',
	name: 'GPT Image',
	kind: 'image',
	usualOperation: 'generate',
	operations: [editImages, generateImages],
};

/** What is offered in addition to the families of the task API, with forms and lists of the same kind. */
export const openAiFamilies: readonly Family[] = [chat, gptImage];
