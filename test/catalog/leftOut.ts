/** Families of the facts that have no catalog entry yet. Adding one to the catalog means removing it here. */
export const NOT_YET: readonly string[] = [
	'ace-step',
	'ai-hug',
	'byteaudio',
	'diffrhythm',
	'faceswap',
	'flux',
	'framepack',
	'gemini',
	'gpt-image',
	'hailuo',
	'hunyuan',
	'image-toolkit',
	'joycaption',
	'kling',
	'llm',
	'luma',
	'mmaudio',
	'omni-human',
	'pixal3d',
	'qwen-image',
	'seedance',
	'seedream',
	'skyreels',
	'sora2',
	'suno',
	'trellis',
	'trellis2',
	'tts',
	'udio',
	'veo3',
	'video-toolkit',
	'wan',
	'wanx',
	'z-image',
];

/**
 * Task types of the facts that get no operation, with the reason. The key is the id of the entry in the facts and the
 * task type, e.g. `kling.effects effects`.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {};
