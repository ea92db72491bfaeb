import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	chromium,
	type Browser,
	type BrowserContext,
	type BrowserContextOptions,
	type Locator,
	type Page,
} from 'playwright-core';

import { buildPage } from '../../scripts/converter/buildPage';
import { ensureChromium } from '../../tools/browser/chromium';

/** The part of a browser's window that is used here. */
interface BrowserWindow {
	readonly navigator: {
		readonly clipboard: { readText(): Promise<string>; writeText(text: string): Promise<void> };
	};
}

/** A browser that asks for nothing by itself. */
export const launchBrowser = async (): Promise<Browser> =>
	await chromium.launch({
		executablePath: await ensureChromium(() => undefined),
		args: ['--no-sandbox', '--disable-background-networking'],
	});

/** The built page as a file, and from a server on this machine that keeps what it is asked for. */
export interface PublishedPage {
	readonly fileAddress: string;
	readonly serverAddress: string;
	readonly asked: string[];
	close(): Promise<void>;
}

export async function publishPage(): Promise<PublishedPage> {
	const page = await buildPage();
	const folder = await mkdtemp(join(tmpdir(), 'converter-page-'));
	const file = join(folder, 'index.html');
	await writeFile(file, page);
	const asked: string[] = [];
	const server = createServer(({ method, url }, response) => {
		asked.push(`${method} ${url}`);
		response.setHeader('content-type', 'text/html').end(page);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		fileAddress: pathToFileURL(file).href,
		serverAddress: `http://127.0.0.1:${port}/`,
		asked,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await rm(folder, { recursive: true });
		},
	};
}

/** The converter's page, in the words of a person who uses it. */
export class ConverterPage {
	/** What was requested, apart from the page. Its worker is a part of the page. */
	readonly requests: string[] = [];
	/** What went wrong in it. */
	readonly errors: string[] = [];

	private constructor(readonly page: Page) {}

	static async open(
		browser: Browser,
		address: string,
		options: BrowserContextOptions = {},
	): Promise<ConverterPage> {
		const permissions = ['clipboard-read', 'clipboard-write'];
		const context = await browser.newContext({ permissions, ...options });
		context.setDefaultTimeout(60_000);
		return await ConverterPage.openIn(context, address);
	}

	/** A page beside others of the same user. */
	static async openIn(context: BrowserContext, address: string): Promise<ConverterPage> {
		const page = await context.newPage();
		const opened = new ConverterPage(page);
		page.on('request', (request) => {
			const isOwn = request.url() === address || request.url().startsWith('blob:');
			if (!isOwn) opened.requests.push(request.url());
		});
		page.on('pageerror', ({ message }) => opened.errors.push(message));
		page.on('console', (message) => {
			if (message.type() === 'error') opened.errors.push(message.text());
		});
		await page.goto(address);
		return opened;
	}

	/** Closes it. Nothing was requested but the page, and nothing went wrong. */
	async close(): Promise<void> {
		await this.page.context().close();
		expect({ requests: this.requests, errors: this.errors }).toEqual({ requests: [], errors: [] });
	}

	get input(): Locator {
		return this.page.getByLabel('Workflow, cURL command, or request body');
	}

	get status(): Locator {
		return this.page.getByRole('status');
	}

	button(name: string): Locator {
		return this.page.getByRole('button', { name, exact: true });
	}

	/** The lines of a part of the report. */
	async lines(title: string): Promise<string[]> {
		const heading = this.page.getByRole('heading', { name: new RegExp(`^${title}`) });
		const chapter = this.page.locator('section.chapter').filter({ has: heading });
		return await chapter.locator('li').allInnerTexts();
	}

	/** Pastes text into the field by the keyboard. */
	async paste(text: string): Promise<void> {
		await this.page.bringToFront();
		await this.page.evaluate(async (copied) => {
			const { navigator } = globalThis as unknown as BrowserWindow;
			await navigator.clipboard.writeText(copied);
		}, text);
		await this.input.focus();
		await this.page.keyboard.press('Control+A');
		await this.page.keyboard.press('Control+V');
	}

	async finished(): Promise<void> {
		await this.page.locator('#result:not([hidden])').waitFor({ state: 'attached' });
	}

	/** Presses Copy; resolves with what is then on the clipboard. */
	async copy(): Promise<string> {
		await this.button('Copy nodes').click();
		await this.button('Copied').waitFor();
		return await this.page.evaluate(async () => {
			const { navigator } = globalThis as unknown as BrowserWindow;
			return await navigator.clipboard.readText();
		});
	}

	/** Drops a file onto the page. */
	async drop(name: string, text: string): Promise<void> {
		const dataTransfer = await this.page.evaluateHandle(
			([fileName, content]) => {
				const { DataTransfer, File } = globalThis as unknown as {
					DataTransfer: new () => { items: { add(file: object): void } };
					File: new (parts: string[], name: string) => object;
				};
				const transfer = new DataTransfer();
				transfer.items.add(new File([content], fileName));
				return transfer;
			},
			[name, text] as const,
		);
		await this.page.dispatchEvent('#drop', 'dragover', { dataTransfer });
		await this.page.dispatchEvent('#drop', 'drop', { dataTransfer });
	}
}
