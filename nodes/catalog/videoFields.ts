import { media, toggle } from './fields';
import { mainImage, prompt } from './sharedFields';
import type { BooleanField, MediaField, TextField } from './vocabulary';

/** The prompt of a video that an image begins. */
export const motionPrompt = (changes: Parameters<typeof prompt>[0] = {}): TextField =>
	prompt({
		help: 'What happens in the video',
		placeholder: 'e.g. the fox turns its head and runs off',
		...changes,
	});

type ImageChanges = Parameters<typeof mainImage>[1];

export const firstFrame = (path: string, changes: ImageChanges = {}): MediaField =>
	mainImage(path, { label: 'First Frame', help: 'The image the video starts with', ...changes });

export const lastFrame = (path: string, changes: ImageChanges = {}): MediaField =>
	media(path, {
		label: 'Last Frame',
		help: 'The image the video ends with',
		placeholder: 'e.g. https://example.com/fox.png',
		media: 'image',
		...changes,
	});

/** It decides about the price of most models. */
export const generateAudio = (
	path: string,
	changes: Partial<
		Pick<
			BooleanField,
			'help' | 'main' | 'onlyFor' | 'parameter' | 'standard' | 'standardConfidence'
		>
	> = {},
): BooleanField =>
	toggle(path, {
		label: 'Generate Audio',
		help: 'Whether the video gets sound, which may cost extra',
		main: true,
		...changes,
	});
