/** Families of the facts that are not unified tasks, with the reason. */
export const NO_TASKS: Readonly<Record<string, string>> = {
	'gpt-image':
		'The resource GPT Image calls the endpoints that PiAPI has from the OpenAI API. GPT Image 2.5 is only on asynchronous endpoints of PiAPI, which no resource calls.',
	llm: 'The resource Chat calls the endpoint that PiAPI has from the OpenAI API.',
	suno: 'PiAPI has stopped it, and its tasks are not known.',
};

const LOOSER = 'Loosens the moderation; the custom task can send it.';
const INFERRED = 'Known only from a list without documentation; the custom task can send it.';

/**
 * Task types of the facts that get no operation, with the reason. The key is the id of the entry in the facts and the
 * task type, e.g. `kling.effects effects`.
 */
export const LEFT_OUT: Readonly<Record<string, string>> = {
	'flux.img2img-sr img2img-sr': INFERRED,
	'flux.txt2img-sr txt2img-sr': INFERRED,
	'seedance.generate_2 seedance-2-fast-less-restriction': LOOSER,
	'seedance.generate_2 seedance-2-less-restriction': LOOSER,
	'seedance.generate_2 seedance-2-mini-less-restriction': LOOSER,
	'seedance.generate_2_5 seedance-2.5-less-restriction': LOOSER,
	'seedream.seedream-5-lite-less-restriction seedream-5-lite-less-restriction': LOOSER,
	'seedream.seedream-5-pro-less-restriction seedream-5-pro-less-restriction': LOOSER,
};

const OLDER = 'Belongs to an older form of the request; the newer fields say the same.';
const LOOSER_ONLY = 'Only for task types that are left out.';

/** Input fields of the facts that an operation leaves out, with the reason; by the entry's id and the path. */
export const LEFT_OUT_FIELDS: Readonly<Record<string, string>> = {
	'kling.turbo image_url': OLDER,
	'kling.video_generation elements[].image_url':
		'The operation Generate Video From Elements sends it.',
	'luma.video_generation expand_prompt': OLDER,
	'luma.video_generation key_frames.frame0.id': OLDER,
	'luma.video_generation key_frames.frame0.type': OLDER,
	'luma.video_generation key_frames.frame0.url': OLDER,
	'luma.video_generation key_frames.frame1.type': OLDER,
	'luma.video_generation key_frames.frame1.url': OLDER,
	'luma.video_generation model_name': OLDER,
	'seedance.generate_2 asset_retention_hours': LOOSER_ONLY,
	'seedance.generate_2 auto_upload_assets': LOOSER_ONLY,
	'seedance.generate_2_5 auto_upload_assets': LOOSER_ONLY,
};
