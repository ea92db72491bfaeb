import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../../tools/browser/chromium';
import { openStage, type ExampleStage } from '../n8n/exampleStage';
import { keepPicture } from '../../tools/browser/browser';

const SIZES = [
	['desktop', { width: 1280, height: 940 }],
	['phone', { width: 390, height: 844 }],
] as const;

/** In a browser that is not logged in, as by somebody who got it in an email. */
describe('the contact sheet of the models', () => {
	let stage: ExampleStage;
	let browser: Browser;
	let html: string;

	beforeAll(async () => {
		stage = await openStage();
		stage.simulator.behaviour.prices = 'documented';
		stage.simulator.behaviour.outcome = ({ model }) =>
			model === 'Qubico/qwen-image'
				? { failed: { code: 10_000, message: '<b>no lighthouses</b> today' } }
				: 'completed';
		const execution = await stage.run('compare-models', (workflow) => ({
			...workflow,
			nodes: workflow.nodes.map((node) =>
				node.name === 'Write the prompt'
					? {
							...node,
							parameters: JSON.parse(
								JSON.stringify(node.parameters).replace(
									'a lighthouse on a cliff',
									'<script>document.title = 1</script> a lighthouse on a cliff',
								),
							) as typeof node.parameters,
						}
					: node,
			),
		}));
		html = await stage.textOf(stage.only(execution, 'Draw the contact sheet'));
		await stage.close();
		browser = await chromium.launch({
			executablePath: await ensureChromium(() => undefined),
			args: ['--no-sandbox'],
		});
	});

	afterAll(async () => await browser?.close());

	const open = async (viewport: { width: number; height: number }): Promise<Page> => {
		const page = await browser.newPage({ viewport, colorScheme: 'dark' });
		await page.setContent(html);
		return page;
	};

	it.each(SIZES)('shows every image and fits on a %s, without PiAPI', async (name, viewport) => {
		const page = await open(viewport);
		const widths = await page.evaluate<number[]>(
			'[...document.images].map((image) => image.naturalWidth)',
		);
		expect(widths).toHaveLength(5);
		expect(Math.min(...widths)).toBeGreaterThan(0);
		const width = await page.evaluate<number>('document.documentElement.scrollWidth');
		expect(width).toBe(viewport.width);
		await keepPicture(page, `contact-sheet-${name}`);
		await page.close();
	});

	it('shows markup as text, and has a failure as a cell', async () => {
		const page = await open(SIZES[0][1]);
		expect(await page.title()).toBe('Contact sheet');
		expect(await page.locator('h1').textContent()).toContain('<script>document.title = 1</script>');
		expect(await page.locator('figure').count()).toBe(6);
		const failed = page.locator('figure', { hasText: 'qwen-image' });
		expect(await failed.textContent()).toContain('<b>no lighthouses</b> today');
		expect(await failed.locator('b, img').count()).toBe(0);
		await page.close();
	});
});
