import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from './chromium';
import { projectFolder } from '../projectFolder';
import { owner, sharedSession } from '../n8n/sharedSession';

const PATIENCE = 30_000;
const REST = 1_000;
const SIZE = { width: 1400, height: 900 };

/** Where pictures of the main steps go; with EDITOR_PICTURES=docs/images they become those of the docs. */
const pictureFolder = join(projectFolder, process.env.EDITOR_PICTURES ?? 'output/editor');

export interface OpenBrowser {
	readonly page: Page;
	/** What pages wrote to the browser's console, as text. */
	readonly console: readonly string[];
	close(): Promise<void>;
}

/** A browser whose user is logged in to the shared n8n as its owner. */
export async function openBrowser(colorScheme: 'light' | 'dark' = 'light'): Promise<OpenBrowser> {
	const browser: Browser = await chromium.launch({
		executablePath: await ensureChromium(() => undefined),
		args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
	});
	try {
		const page = await loggedInPage(browser, colorScheme);
		return { ...page, close: async () => await browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}

async function loggedInPage(
	browser: Browser,
	colorScheme: 'light' | 'dark',
): Promise<Omit<OpenBrowser, 'close'>> {
	const context = await browser.newContext({
		viewport: SIZE,
		colorScheme,
		permissions: ['clipboard-read', 'clipboard-write'],
	});
	context.setDefaultTimeout(PATIENCE);
	const page = await context.newPage();
	const console: string[] = [];
	page.on('console', (message) => console.push(message.text()));
	await page.goto(`${sharedSession().url}/signin`);
	await page.fill('input[name=emailOrLdapLoginId]', owner.email);
	await page.fill('input[name=password]', owner.password);
	await page.keyboard.press('Enter');
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
	return { page, console };
}

/** Keeps a picture of what the page shows. */
export async function keepPicture(page: Page, name: string): Promise<void> {
	mkdirSync(pictureFolder, { recursive: true });
	// The pointer would show a tooltip or a button that appears below it.
	await page.mouse.move(0, 0);
	// Buttons that were just pressed, and messages that slide in, come to rest.
	await page.waitForTimeout(REST);
	await page.screenshot({ path: join(pictureFolder, `${name}.png`), animations: 'disabled' });
}
