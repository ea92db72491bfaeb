import { taskLabel } from '../../nodes/execute/taskLabel';
import { rowsIn } from '../../nodes/task/historyRows';

const NOW = Date.parse('2026-12-31T23:30:00Z');
const berlin = { now: NOW, timeZone: 'Europe/Berlin' };

/** The label of a row of PiAPI's history. */
function labelOf(row: Readonly<Record<string, unknown>>, place = berlin): string {
	const [read] = rowsIn({ data: { data: [{ task_id: '4f8f1b5e-9c1d', ...row }] }, body: {} }) ?? [];
	if (read === undefined) throw new Error('It is not a row.');
	return taskLabel(read, place);
}

const imagine = { task_model: 'mj', action: 'imagine', status: 'completed' };

describe('the label of a recent task', () => {
	it.each<[string, string, string]>([
		['mj', 'imagine', 'Midjourney: Imagine'],
		['midjourney', 'upscale', 'Midjourney: Upscale'],
		['KLING', 'lip_sync', 'Kling: Lip Sync'],
		['kling', 'video_generation', 'Kling: Video Generation'],
		['image_toolkit', 'background-remove', 'Image Toolkit: Remove Background'],
		['Qubico/image-toolkit', 'upscale', 'Image Toolkit: Upscale Image'],
		['image_toolkit', 'face-swap', 'Face Swap'],
		['Qubico/flux1-schnell', 'txt2img', 'Flux: Generate Image'],
		['luma', 'something_new', 'Luma Dream Machine: Something New'],
		['luma', '', 'Luma Dream Machine'],
		['gpts', 'chat', 'gpts chat'],
	])('names a task of %s, type %s, as the form does', (model, action, name) => {
		expect(labelOf({ task_model: model, action })).toBe(`${name}, 4f8f1b5e`);
	});

	it.each<[string, string]>([
		['completed', 'finished'],
		['processing', 'running'],
		['pending', 'pending'],
		['failed', 'failed'],
	])('tells of the status %s as %s', (status, word) => {
		expect(labelOf({ ...imagine, status })).toBe(`Midjourney: Imagine, ${word}, 4f8f1b5e`);
	});

	it.each<[string, string, string]>([
		['Europe/Berlin', '2026-11-26T20:16:00Z', '26 Nov 2026 21:16'],
		['UTC', '2026-11-26T20:16:00Z', '26 Nov 20:16'],
		['America/New_York', '2026-11-26T02:06:00Z', '25 Nov 21:06'],
		['UTC', '2025-11-26T00:05:00Z', '26 Nov 2025 00:05'],
	])('tells the time in %s, with the year where it is another one', (timeZone, time, text) => {
		expect(labelOf({ ...imagine, created_at: time }, { now: NOW, timeZone })).toBe(
			`Midjourney: Imagine, finished, ${text}, 4f8f1b5e`,
		);
	});

	it.each<[string, Readonly<Record<string, unknown>>]>([
		['the row', { prompt: ' a red fox\n in snow ' }],
		['its input', { input: { prompt: 'a red fox in snow' } }],
		['its detail', { detail: { prompt: 'a red fox in snow' } }],
		['the input of its detail', { detail: { input: { prompt: 'a red fox in snow' } } }],
	])('ends with the prompt where it is in %s', (_, more) => {
		expect(labelOf({ ...imagine, ...more })).toBe(
			'Midjourney: Imagine, finished, a red fox in snow',
		);
	});

	it('cuts off a long prompt', () => {
		expect(labelOf({ ...imagine, prompt: `a fox ${'🦊'.repeat(50)}` })).toBe(
			`Midjourney: Imagine, finished, a fox ${'🦊'.repeat(34)}…`,
		);
	});

	it.each([5, '', null, {}])('ends with the ID where the prompt is %j', (prompt) => {
		expect(labelOf({ ...imagine, prompt })).toBe('Midjourney: Imagine, finished, 4f8f1b5e');
	});
});
