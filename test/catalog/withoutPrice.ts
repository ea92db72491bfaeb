const NOT_FOUND = 'No page and no client names a price.';
const DISCONTINUED = 'PiAPI has discontinued the service, and no bill was seen.';

/** Operations whose price is not known, with the reason. The key is the family and the operation. */
export const WITHOUT_PRICE: Readonly<Record<string, string>> = {
	'ace-step editAudio': 'The price that a client names is for generated music only.',
	'ace-step extendAudio': 'The price that a client names is for generated music only.',
	'chat message': 'Charged by tokens, which are not known before the answer.',
	'faceswap swapFace': NOT_FOUND,
	'faceswap swapFaceInVideo': 'Charged by frame; the rate was not found.',
	'hunyuan generateVideoWithLora': NOT_FOUND,
	'kling animateAvatar': NOT_FOUND,
	'kling extendVideo': NOT_FOUND,
	'kling generateVideoFromElements': NOT_FOUND,
	'kling lipSync': NOT_FOUND,
	'luma extendVideo': NOT_FOUND,
	'midjourney blend': DISCONTINUED,
	'midjourney inpaint': DISCONTINUED,
	'midjourney outpaint': DISCONTINUED,
	'midjourney pan': DISCONTINUED,
	'midjourney reroll': DISCONTINUED,
	'midjourney seed': DISCONTINUED,
	'midjourney upscale': DISCONTINUED,
	'midjourney variation': DISCONTINUED,
	'omni-human animatePerson': NOT_FOUND,
	'seedance removeWatermark': NOT_FOUND,
	'udio generateLyrics': NOT_FOUND,
	'video-toolkit removeVideoBackground':
		'The bill of one example is known, but not the length of its video.',
	'wanx generateVideo21FromImageWithCamera': NOT_FOUND,
};
