import { familyFacts, factNames } from '../../tools/facts/facts';

export const SECRET = 'a secret that nobody may see';

const ID = '4f8f1b5e-9c1d-4b4e-8b1a-0b6f2f1c7a11';

const taskOf = (model: string, taskType: string, status: string, output: unknown): unknown => ({
	task_id: ID,
	model,
	task_type: taskType,
	status,
	config: {
		service_mode: 'public',
		webhook_config: { endpoint: 'https://x.example', secret: SECRET },
	},
	input: { prompt: 'a fox', images: ['https://x.example/1.png'] },
	output,
	meta: {
		created_at: '2026-11-22T10:00:00Z',
		started_at: '2026-11-22T10:00:01Z',
		ended_at: '2026-11-22T10:00:20Z',
		usage: { type: 'point', frozen: 0, consume: 700_000 },
	},
	detail: null,
	logs: [],
	error: { code: 0, raw_message: '', message: '', detail: null },
});

const FILE = 'https://x.example/file.png';

/** Every place in which any family puts a result. */
const OUTPUT = {
	image_url: FILE,
	image_urls: [FILE, FILE],
	temporary_image_urls: [FILE],
	video: FILE,
	video_url: FILE,
	works: [
		{ video: { resource: FILE, resource_without_watermark: FILE }, image: { resource: FILE } },
	],
	songs: [{ song_path: FILE, image_path: FILE, lyrics: 'la' }],
	audio_url: FILE,
	model_file: FILE,
	lyrics_pairs: [{ lyrics: 'la' }],
	text: 'a fox',
};

const kinds = factNames.flatMap((name) =>
	familyFacts(name)
		.tasks.slice(0, 1)
		.map(({ models: [model = ''], taskTypes: [taskType = ''] }) => ({ model, taskType })),
);

/** Tasks in all states and of all families. */
const TASKS: readonly unknown[] = kinds.flatMap(({ model, taskType }) =>
	['completed', 'failed', 'processing'].map((status) => taskOf(model, taskType, status, OUTPUT)),
);

/** Answers of PiAPI as they should be. */
export const ANSWERS: readonly unknown[] = TASKS.map((data) => ({
	code: 200,
	data,
	message: 'success',
}));

/** Webhooks of PiAPI as they should be. */
export const WEBHOOKS: readonly unknown[] = TASKS.map((data) => ({
	timestamp: 1_795_000_000,
	data,
}));
