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
				.evaluateAll((images: object[]) =>
					images
						.map((image) => image as { src: string; naturalWidth: number })
						.map(({ src, naturalWidth }) => ({ src, naturalWidth })),
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
