import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';

import { convertPasted, type Pasted } from '../../converter/pasted';
import { summaryOf } from '../../converter/page/summary';
import { BY_HAND } from '../../tools/pairs/byHand';
import { KEY } from '../../tools/pairs/workflows';
import { ConverterPage, launchBrowser, publishPage, type PublishedPage } from './converterPage';

const TASK = 'https://api.piapi.ai/api/v1/task';
const post = (body: object): string =>
	`curl --location --request POST '${TASK}' \\\n--header 'x-api-key: ${KEY}' \\\n--data-raw '${JSON.stringify(body)}'`;
const IMAGE = { model: 'Qubico/flux1-dev', task_type: 'txt2img', input: { prompt: 'a fox' } };
const VIDEO = { model: 'kling', task_type: 'video_generation', input: { prompt: 'a red kite' } };

const converted = (text: string): Pasted => convertPasted(text, () => 'an id');
/** Each conversion gives its nodes IDs of their own. */
const withoutIds = (text: string): string =>
	text.replace(/"id": "[0-9a-f-]{36}"/g, '"id": "an id"');

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
afterEach(async () => await page.close());

describe.each(['file', 'server'] as const)('the page from a %s', (place) => {
	beforeEach(async () => {
		const { fileAddress, serverAddress } = published;
		page = await ConverterPage.open(browser, place === 'file' ? fileAddress : serverAddress);
	});

	it.each(BY_HAND.slice(0, 3).map(({ name, workflow: given }) => [name, given] as const))(
		'converts "%s" when it is pasted',
		async (_, given) => {
			const text = JSON.stringify(given, null, 2);
			const expected = converted(text);
			expect(expected.report.converted.length).toBeGreaterThan(0);
			await page.paste(text);
			await page.finished();
			expect(await page.status.innerText()).toBe(summaryOf(expected));
			expect(await page.copy()).toBe(expected.text);
			expect(await page.lines('Converted')).toHaveLength(expected.report.converted.length);
			expect(await page.lines('Check by hand')).toHaveLength(expected.report.check.length);
			expect(await page.lines('API keys')).toHaveLength(expected.report.keys.length);
			expect(await page.page.locator('#report').innerText()).not.toContain(KEY);
		},
	);

	it.each([
		['one command', post(IMAGE), 1],
		['two commands', `${post(VIDEO)}\n\ncurl '${TASK}/abc-1' --header 'x-api-key: ${KEY}'`, 2],
	])('converts %s', async (_, text, count) => {
		await page.paste(text);
		await page.finished();
		const copied = await page.copy();
		expect(withoutIds(copied)).toBe(converted(text).text);
		expect((JSON.parse(copied) as { nodes: object[] }).nodes).toHaveLength(count);
		expect(await page.page.locator('#report').innerText()).toContain('contains an API key');
		expect(copied + (await page.page.locator('#output').innerText())).not.toContain(KEY);
	});

	it('converts a file that is dropped, and downloads the workflow under its name', async () => {
		const text = JSON.stringify(BY_HAND[3]?.workflow, null, '\t');
		await page.drop('my videos.json', text);
		await page.finished();
		expect(await page.input.inputValue()).toBe(text);
		const [download] = await Promise.all([
			page.page.waitForEvent('download'),
			page.button('Download').click(),
		]);
		expect(download.suggestedFilename()).toBe('my videos.piapi.json');
		expect(await readFile(await download.path(), 'utf8')).toBe(converted(text).text);
	});

	it('can send nothing, and neither can its worker', async () => {
		const leak = `${published.serverAddress}leak`;
		const tries = await page.page.evaluate(async (target) => {
			const code = `fetch('${target}').then(() => postMessage('sent'), () => postMessage('refused'))`;
			const window = globalThis as unknown as {
				Worker: new (address: string) => { onmessage: (event: { data: string }) => void };
			};
			const worker = new window.Worker(URL.createObjectURL(new Blob([code])));
			return await Promise.all([
				fetch(target).then(
					() => 'sent',
					() => 'refused',
				),
				new Promise((resolve) => {
					worker.onmessage = ({ data }) => resolve(data);
				}),
			]);
		}, leak);
		expect(tries).toEqual(['refused', 'refused']);
		expect(published.asked.filter((line) => line !== 'GET /')).toEqual([]);
		expect(page.errors.splice(0).join()).toMatch(/Content Security Policy/);
	});
});
