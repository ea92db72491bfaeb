import { media, toggle } from './fields';
import { mainImage } from './sharedFields';
import type { BooleanField, MediaField } from './vocabulary';

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
	changes: Partial<Pick<BooleanField, 'help' | 'main' | 'onlyFor' | 'parameter' | 'standard'>> = {},
): BooleanField =>
	toggle(path, {
		label: 'Generate Audio',
		help: 'Whether the video gets sound, which may cost extra',
		main: true,
		...changes,
	});
