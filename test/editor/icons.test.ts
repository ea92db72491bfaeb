import { Editor } from './editor';

describe.each([
	['light', /\/(piapi|midjourney)\.svg$/],
	['dark', /\/(piapi|midjourney)\.dark\.svg$/],
] as const)('in the %s look of n8n', (look, file) => {
	it('the nodes have their icons of that look, drawn at the size that n8n shows', async () => {
		const editor = await Editor.open(look);
		try {
			await editor.startManually();
			expect(await editor.searchNodes('piapi')).toEqual(['PiAPI', 'Midjourney']);
			const icons = await editor
				.find('node-creator')
				.locator('img')
				.evaluateAll(
					async (images: object[]) =>
						await Promise.all(
							images.map(async (element) => {
								const image = element as {
									src: string;
									naturalWidth: number;
									decode: () => Promise<void>;
								};
								// It may still be loading.
								await image.decode();
								return { src: image.src, naturalWidth: image.naturalWidth };
							}),
						),
				);
			expect(icons.length).toBeGreaterThan(1);
			for (const { src, naturalWidth } of icons) {
				expect(src).toMatch(file);
				expect(naturalWidth).toBeGreaterThanOrEqual(40);
			}
		} finally {
			await editor.close();
		}
	});
});
