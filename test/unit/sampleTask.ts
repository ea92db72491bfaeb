import type { IDataObject } from 'n8n-workflow';

import { readTask, type Task } from '../../nodes/transport/task';

/** A finished task as PiAPI tells it, with changes. */
export function sampleTask(changes: IDataObject = {}): Task {
	const task = readTask({
		task_id: 'task-1',
		model: 'midjourney',
		task_type: 'imagine',
		status: 'completed',
		config: { webhook_config: { endpoint: 'https://example.com/hook', secret: 'hush' } },
		input: { prompt: 'a fox' },
		output: {
			image_url: 'https://img.example/grid.png',
			temporary_image_urls: ['https://img.example/1.png', 'https://img.example/2.png'],
			discord_image_url: '',
		},
		meta: {
			created_at: '2026-11-22T10:00:00Z',
			started_at: '2026-11-22T10:00:01Z',
			ended_at: '2026-11-22T10:00:20Z',
			usage: { type: 'point', frozen: 0, consume: 700_000 },
		},
		error: { code: 0, raw_message: '', message: '', detail: null },
		...changes,
	});
	if (task === undefined) throw new Error('The sample is not a task');
	return task;
}
