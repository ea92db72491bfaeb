import type { Browser } from 'playwright-core';

import { create, FLUX, isStatus, look, pause, START, workflow } from '../../tools/pairs/workflows';
import { keepPicture } from '../../tools/browser/browser';
import { eventually } from './eventually';
import { ConverterPage, launchBrowser, publishPage, type PublishedPage } from './converterPage';

const MARKUP = '<img src=x onerror="document.title=\'hacked\'"><script>alert(1)</script>';

let browser: Browser;
let published: PublishedPage;
let page: ConverterPage;

beforeAll(async () => {
	published = await publishPage();
	browser = await launchBrowser();
});
afterAll(async () => {
	await browser.close();
	await published.close();
});
beforeEach(async () => {
	page = await ConverterPage.open(browser, published.fileAddress);
});
afterEach(async () => await page.close());

/** Loops in a row: more of them take more time. */
function loops(count: number): string {
	const names = Array.from({ length: count }, (_, index) => index);
	const nodes = names.flatMap((index) => [
		create(`Create ${index}`, FLUX),
		pause(`Wait ${index}`),
		look(`Look ${index}`),
		isStatus(`Done ${index}`, 'completed'),
	]);
	const lines = names.flatMap((index) => [
		`Create ${index} > Wait ${index}`,
		`Wait ${index} > Look ${index}`,
		`Look ${index} > Done ${index}`,
		`Done ${index} > Create ${index + 1}, Wait ${index}`,
	]);
	return JSON.stringify(workflow([START, ...nodes], 'Start > Create 0', ...lines));
}

describe('hostile input', () => {
	it('shows markup in a name as text, and runs none of it', async () => {
		const given = workflow(
			[START, create(MARKUP, FLUX), create('Odd', '{{ $json.body }}')],
			`Start > ${MARKUP}`,
		);
		await page.paste(JSON.stringify(given));
		await page.finished();
		const report = page.page.locator('#report');
		expect((await page.lines('Converted')).join()).toContain(MARKUP);
		expect(await report.locator('img, script').count()).toBe(0);
		expect(await page.lines('Not converted')).toHaveLength(1);
		expect(await page.page.title()).toBe('Convert to PiAPI nodes for n8n');
		expect(await page.copy()).toContain(JSON.stringify(MARKUP).slice(1, -1));
	});

	it.each([
		['broken JSON', `{"nodes": [${MARKUP}`, /is not JSON/],
		['another object', JSON.stringify({ [MARKUP]: 1 }), /not a workflow of n8n/],
		['a command that is cut off', `curl '${MARKUP}`, /cannot be read/],
		['more than 10 MB', `{"nodes": "${'x'.repeat(10_000_000)}"}`, /larger than 10 MB/],
	])('explains %s', async (_, text, words) => {
		await page.paste(text);
		await page.finished();
		expect(await page.status.innerText()).toMatch(words);
		expect(await page.button('Copy nodes').isVisible()).toBe(false);
		expect(await page.page.locator('#output img, #output script').count()).toBe(0);
	});

	it('stays usable while a workflow of megabytes is converted', async () => {
		await page.drop('many.json', loops(5_000));
		await page.button('Cancel').click();
		expect(await page.status.innerText()).toBe('Canceled.');
		expect(await page.page.locator('#loaded').innerText()).toMatch(/^many\.json, \d\.\d MB/);
		await page.button('Remove').click();
		await page.paste('curl https://api.piapi.ai/account/info');
		await page.finished();
		expect(await page.lines('Converted')).toHaveLength(1);
	});

	it('lists no more than a person reads', async () => {
		const nodes = Array.from({ length: 300 }, (_, index) => create(`Odd ${index}`, 'x'));
		await page.paste(JSON.stringify(workflow(nodes)));
		await page.finished();
		const lines = await page.lines('Not converted');
		expect([lines.length, lines.at(-1)]).toEqual([201, 'And 100 more']);
	});
});

describe('the page', () => {
	it('is used by the keyboard alone', async () => {
		await page.input.focus();
		await page.page.keyboard.insertText('curl https://api.piapi.ai/account/info');
		await page.page.keyboard.press('Control+Enter');
		await page.finished();
		await page.button('Copy nodes').focus();
		await page.page.keyboard.press('Enter');
		await page.button('Copied').waitFor();
		await page.page.getByText('Show the JSON').focus();
		await page.page.keyboard.press('Enter');
		const json = page.page.getByLabel('Converted nodes as JSON');
		await eventually(async () =>
			expect(await json.inputValue()).toContain('n8n-nodes-piapi-unified.piApi'),
		);
	});

	it('says what to do when nothing was pasted, and starts again with Clear', async () => {
		await page.button('Convert').click();
		expect(await page.status.innerText()).toBe('Paste something first.');
		await page.button('Request body').click();
		await page.finished();
		await page.button('Clear').click();
		expect(await page.input.inputValue()).toBe('');
		expect(await page.page.locator('#result').isVisible()).toBe(false);
	});

	it('takes a file that is chosen', async () => {
		const buffer = Buffer.from(loops(1));
		await page.page
			.getByLabel('Choose a file')
			.setInputFiles({ name: 'loop.json', mimeType: 'application/json', buffer });
		await page.finished();
		expect(await page.lines('Converted')).toHaveLength(1);
	});

	it('copies without the clipboard that pages over plain HTTP do not have', async () => {
		await page.page.evaluate(() => {
			const { navigator } = globalThis as unknown as { navigator: object };
			Object.defineProperty(navigator, 'clipboard', { value: undefined });
		});
		await page.button('cURL').click();
		await page.finished();
		await page.button('Copy nodes').click();
		await page.button('Copied').waitFor();
		await page.button('Clear').click();
		await page.page.keyboard.press('Control+V');
		expect(await page.input.inputValue()).toContain('n8n-nodes-piapi-unified.piApi');
	});

	it.each(['Workflow', 'cURL', 'Request body'])('converts its example "%s" whole', async (name) => {
		await page.button(name).click();
		await page.finished();
		expect(await page.lines('Converted')).toHaveLength(1);
		expect(await page.lines('Not converted')).toEqual([]);
	});

	it.each([
		['wide', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
		['wide and dark', { colorScheme: 'dark', viewport: { width: 1280, height: 900 } }],
		['narrow', { colorScheme: 'light', viewport: { width: 360, height: 740 } }],
	] as const)('fits a window that is %s', async (name, { colorScheme, viewport }) => {
		await page.page.emulateMedia({ colorScheme });
		await page.page.setViewportSize(viewport);
		await page.button('Workflow').click();
		await page.finished();
		const width = await page.page
			.locator('html')
			.evaluate((html) => (html as unknown as { scrollWidth: number }).scrollWidth);
		expect(width).toBe(viewport.width);
		const outside = await page.page.locator('button:visible, textarea:visible').evaluateAll(
			(elements, right) =>
				elements.filter((element) => {
					const box = (
						element as unknown as { getBoundingClientRect(): { left: number; right: number } }
					).getBoundingClientRect();
					return box.left < 0 || box.right > right;
				}).length,
			viewport.width,
		);
		expect(outside).toBe(0);
		if (name === 'wide') await keepPicture(page.page, 'converter');
	});
});
