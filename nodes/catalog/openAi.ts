import { decimal, integer, json, plainChoices, rows, text, toggle } from './fields';
import { mainImages, prompt } from './sharedFields';
import type { Family, Field, Operation } from './vocabulary';

const CHAT_PAGE = 'https://piapi.ai/docs/llm-api/completions';
const IMAGE_PAGE = 'https://piapi.ai/docs/gpt-image/gpt-image-api';

/** These endpoints are no tasks: the fields' paths are those of the request's body. */
const noTask = { model: '', taskType: '', confidence: 'documented' } as const;

/** Where the conversation is given. Sent as `messages`, which the run puts together. */
const conversation: readonly Field[] = [
	prompt({ help: 'What to ask; comes after the messages', placeholder: 'e.g. Name three islands' }),
	rows('messages', {
		label: 'Messages',
		help: 'The conversation so far, oldest first',
		fields: [
			text('role', {
				label: 'Role',
				help: 'Who says it: system, user or assistant',
				placeholder: 'e.g. user',
				suggestions: plainChoices('assistant', 'system', 'user'),
				required: true,
			}),
			text('content', {
				label: 'Content',
				help: 'What is said',
				placeholder: 'e.g. Name three islands',
				rows: 3,
				required: true,
			}),
		],
	}),
	text('system', {
		parameter: 'systemMessage',
		label: 'System Message',
		help: 'How the model is to behave',
		placeholder: 'e.g. You answer in one sentence',
		rows: 3,
	}),
	{
		...mainImages('images', {
			help: 'Images for the model to look at, beside the prompt',
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
	description: 'Ask a language model and get its whole answer',
	source: CHAT_PAGE,
	fields: [
		text('model', {
			parameter: 'chatModel',
			label: 'Model',
			help: 'The language model that answers',
			placeholder: 'e.g. gpt-4o-mini',
			required: true,
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
			label: 'Maximum Tokens',
			help: 'How long the answer may be, in tokens',
			placeholder: 'e.g. 1000',
		}),
		decimal('temperature', {
			label: 'Temperature',
			help: 'How freely the model answers: 0 is strict, 1 is lively',
			placeholder: 'e.g. 0.7',
		}),
		decimal('top_p', {
			label: 'Top P',
			help: 'How many of the likely words are considered, from 0 to 1',
			placeholder: 'e.g. 0.9',
		}),
		text('stop', {
			label: 'Stop At',
			help: 'A text at which the answer ends',
			placeholder: 'e.g. END',
		}),
		toggle('json_answer', {
			label: 'JSON Answer',
			help: 'Whether the answer is to be JSON, which then stands in the item as answer',
		}),
		json('functions', {
			label: 'Functions',
			help: 'Functions that the model may call, as a JSON list',
			placeholder: 'e.g. [{ "name": "get_weather" }]',
			shape: 'array',
		}),
		text('function_call', {
			label: 'Function Call',
			help: 'Which functions may be called: none or auto',
			placeholder: 'e.g. auto',
		}),
	],
	rules: [{ kind: 'anyOf', paths: ['prompt', 'messages'] }],
	results: [],
};

/** Language models. */
export const chat: Family = {
	value: 'chat',
	name: 'Chat',
	kind: 'text',
	operations: [messageModel],
};

const imageFields: readonly Field[] = [
	text('model', {
		parameter: 'imageModel',
		label: 'Model',
		help: 'The model that makes the image',
		placeholder: 'e.g. gpt-image-1.5',
		required: true,
		suggestions: plainChoices('gpt-image-1', 'gpt-image-1.5', 'gpt-image-2', 'gpt-image-2-preview'),
	}),
	prompt({ required: true }),
	text('size', {
		label: 'Size',
		help: 'Width and height in pixels',
		placeholder: 'e.g. 1024x1024',
		suggestions: plainChoices('1024x1024', '1024x1536', '1536x1024'),
	}),
	text('quality', {
		label: 'Quality',
		help: 'A higher one takes longer and costs more',
		placeholder: 'e.g. medium',
		suggestions: plainChoices('high', 'low', 'medium'),
	}),
	integer('n', {
		parameter: 'numberOfImages',
		label: 'Number of Images',
		help: 'How many images to make, each is paid',
		placeholder: 'e.g. 1',
		minimum: 1,
	}),
	text('response_format', {
		label: 'Response Format',
		help: 'How the image comes: as a link, or as a file in base64, which becomes a binary field',
		placeholder: 'e.g. url',
		suggestions: plainChoices('b64_json', 'url'),
	}),
];

const imageOperation = (
	own: Pick<Operation, 'value' | 'name' | 'description' | 'fields'>,
): Operation => ({ ...noTask, source: IMAGE_PAGE, results: [], ...own });

/** Facts: https://piapi.ai/docs/gpt-image/gpt-image-api */
export const editImages: Operation = imageOperation({
	value: 'edit',
	name: 'Edit',
	description: 'Change images as a text says',
	fields: [
		{
			...mainImages('image', { help: 'The images to change', required: true }),
			parameter: 'imagesToEdit',
		},
		...imageFields,
	],
});

/** Facts: https://piapi.ai/docs/gpt-image/gpt-image-api */
export const generateImages: Operation = imageOperation({
	value: 'generate',
	name: 'Generate',
	description: 'Make an image from a text',
	fields: [
		...imageFields,
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

/** What is offered beside the families of the task API, with forms and lists of the same kind. */
export const openAiFamilies: readonly Family[] = [chat, gptImage];
