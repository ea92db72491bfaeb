import type { FileNode } from '../../converter/workflow/workflowFile';
import { setFields, wired } from './pairs/nodes';
import {
	converted,
	create,
	FLUX,
	look,
	node,
	parametersOf,
	pause,
	START,
	targetsOf,
} from '../../tools/pairs/workflows';

const bodyOf = (model: string, taskType: string, input: object): string =>
	JSON.stringify({ model, task_type: taskType, input });

const GRID = bodyOf('midjourney', 'imagine', { prompt: 'a fox' });
const SHAPE = bodyOf('Qubico/trellis', 'image-to-3d', { image: 'https://example.com/a.png' });
const SONG = bodyOf('music-u', 'generate_music', {
	gpt_description_prompt: 'a song',
	lyrics_type: 'generate',
});
const LUMA = bodyOf('luma', 'video_generation', { prompt: 'a fox' });

const split = (fieldToSplitOut: string, options: object = {}): FileNode =>
	node('Split', 'splitOut', { fieldToSplitOut, options });

const after = (body: string, reader: FileNode) =>
	converted(
		wired(
			[
				...[START, create('Create', body), pause('Pause'), look('Check'), reader],
				setFields('Result', { text: "={{ $json['data.output.image_urls'] }}" }),
			],
			...['Start > Create', 'Create > Pause', 'Pause > Check', 'Check > Split', 'Split > Result'],
		),
	);

describe('Split Out of a list in the answer', () => {
	it.each([
		[GRID, 'data.output.temporary_image_urls', 'output.temporary_image_urls'],
		[GRID, '=data.output.image_urls', 'output.image_urls'],
		[SHAPE, 'data.output.no_background_images', 'output.no_background_images'],
		[FLUX, 'data.output.image_url', 'url'],
	])('gives links under their old name (%#)', (body, old, now) => {
		const { file } = after(body, split(old));
		expect(parametersOf(file, 'Split')).toEqual({
			fieldToSplitOut: now,
			options: { destinationFieldName: old.replace('=', '') },
		});
	});

	it('gives the fields of objects', () => {
		const { file } = after(SONG, split('data.output.songs'));
		expect(parametersOf(file, 'Split')).toEqual({
			fieldToSplitOut: 'output.songs',
			options: {},
		});
	});

	it.each([
		[GRID, 'data.output.actions'],
		[GRID, 'data.output'],
		[GRID, 'data.input'],
		[LUMA, 'data.output.video'],
	])('of which nobody can tell what it contains reads the old answer (%#)', (body, field) => {
		const { file, report } = after(body, split(field));
		expect(report.untouched).toEqual([]);
		expect(targetsOf(file, 'Create')).toEqual(['Check']);
		expect(parametersOf(file, 'Split')).toEqual({ fieldToSplitOut: field, options: {} });
	});

	it.each([
		[split('data.output.actions', { destinationFieldName: 'action' }), 'action'],
		[split('data.output.actions, data.output'), 'data.output.actions,data.output'],
	])('has its names where they do not depend on what it contains (%#)', (reader, names) => {
		const { file } = after(GRID, reader);
		expect(targetsOf(file, 'Create')).toEqual(['Split']);
		expect(parametersOf(file, 'Split').options).toEqual({ destinationFieldName: names });
	});
});
