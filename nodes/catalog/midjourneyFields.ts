import { choice, integer, toggle } from './fields';
import { prompt } from './sharedFields';
import type { Field, Result } from './vocabulary';

export const processMode = choice('process_mode', {
	label: 'Process Mode',
	help: 'Processing speed; overrides a mode flag in the prompt',
	main: true,
	choices: [
		{ value: 'fast', label: 'Fast' },
		{ value: 'relax', label: 'Relax' },
		{ value: 'turbo', label: 'Turbo' },
	],
});

export const skipPromptCheck = toggle('skip_prompt_check', {
	label: 'Skip Prompt Check',
	help: "Whether to skip PiAPI's own screening of the prompt",
	standard: false,
});

export const botId = integer('bot_id', {
	label: 'Bot ID',
	help: 'Hosted account; requires Service Mode Private and the Pro plan',
	placeholder: 'e.g. 0',
});

export const newPrompt = (help: string, placeholder: string): Field =>
	prompt({ help, placeholder });

/** The same image may be at several places. */
const copies = (role: string, first: string, ...others: string[]): Result[] => [
	{ path: first, kind: 'image', role },
	...others.map((path): Result => ({ path, kind: 'image', role, insteadOf: first })),
];
export const images: readonly Result[] = [
	...copies('image', 'temporary_image_urls', 'image_urls'),
	...copies('grid', 'image_url', 'discord_image_url'),
];
export const image = copies(
	'image',
	'image_url',
	'temporary_image_urls',
	'image_urls',
	'discord_image_url',
);
