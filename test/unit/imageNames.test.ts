import type { AnyOperation } from '../../nodes/catalog/serves';
import { sent } from './anyModelStage';

const REFERENCES: AnyOperation = 'generateAnyVideoFromReferences';
const IMAGES = ['https://example.com/1.png', 'https://example.com/2.png'];

const from = (id: string, prompt: string, images: readonly string[] = IMAGES) => {
	const outcome = sent(REFERENCES, id, { prompt, images });
	if (typeof outcome === 'string') throw new Error(outcome);
	return { prompt: outcome.input.prompt, hints: outcome.hints };
};

const MODELS = [
	['kling-3.0-omni', '@image_1 meets @image_2'],
	['seedance-2', '@image1 meets @image2'],
	['seedance-2.5', '@image1 meets @image2'],
] as const;

describe.each(MODELS)('the names of images in a prompt for %s', (id, written) => {
	it.each(['@image1 meets @image2', '@image_1 meets @image_2', '@Image_1 meets @IMAGE02'])(
		'are written as the model reads them: %s',
		(prompt) => {
			expect(from(id, prompt)).toEqual({ prompt: written, hints: [] });
		},
	);

	it.each([
		'write to fox@image1.example',
		'@image1st, @images, @image, @image_, @image_1x',
		'image 1 meets image_2',
	])('are only those: %s', (prompt) => {
		expect(from(id, prompt).prompt).toBe(prompt);
	});

	it('may be anywhere', () => {
		const prompt = '(@image_1), "@image_2": @image_1\'s fox. @image_2, @image_1.';
		expect(from(id, prompt).prompt).toBe(prompt.replaceAll('@image_', written.replace(/1 .*/, '')));
	});
});

it.each([
	['the fox runs', '@image1, @image2'],
	['the fox of @image2 runs', '@image1'],
])('Kling 3.0 Omni gets a hint on images that the prompt does not name: %s', (prompt, missing) => {
	expect(from('kling-3.0-omni', prompt).hints).toEqual([
		`Kling 3.0 Omni is known to require the name of each image in Prompt; missing: ${missing}`,
	]);
});

it('Seedance needs no names', () => {
	expect(from('seedance-2', 'the fox runs').hints).toEqual([]);
});

it('a model that is not known to read names gets them as they are, with a hint', () => {
	expect(from('kling-1.6', 'the fox of @image_2 and @image1')).toEqual({
		prompt: 'the fox of @image_2 and @image1',
		hints: ['Kling 1.6 is not known to read names of images in Prompt; @image_2 was sent as it is'],
	});
	expect(from('kling-1.6', 'the fox').hints).toEqual([]);
});

it('operations without references send prompts as they are', () => {
	const outcome = sent('generateAnyVideoFromText', 'seedance-2', { prompt: 'a film @image_1' });
	expect(outcome).toMatchObject({ input: { prompt: 'a film @image_1' }, hints: [] });
});
