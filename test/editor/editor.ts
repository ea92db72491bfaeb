import type { Locator, Page } from 'playwright-core';
import { sharedSession } from '../n8n/session';
import { keepPicture, openBrowser, type OpenBrowser } from './browser';
import { NodeView } from './nodeView';

const byId = (id: string): string => `[data-test-id="${id}"]`;

/** n8n's editor in a browser, in the words of a person who uses it. */
export class Editor {
	readonly page: Page;
	readonly node: NodeView;

	private constructor(private readonly browser: OpenBrowser) {
		this.page = browser.page;
		this.node = new NodeView(this.page);
	}

	static async open(colorScheme?: 'light' | 'dark'): Promise<Editor> {
		return new Editor(await openBrowser(colorScheme));
	}

	get console(): readonly string[] {
		return this.browser.console;
	}

	async close(): Promise<void> {
		await this.browser.close();
	}

	find(id: string): Locator {
		return this.page.locator(byId(id));
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${sharedSession().url}/workflow/new`);
		await this.find('canvas-plus-button').waitFor();
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${sharedSession().url}/workflow/${id}`);
		await this.find('canvas-node').first().waitFor();
	}

	/** Types into the search of the node panel, which must be open; resolves with the names that are offered. */
	async searchNodes(text: string): Promise<string[]> {
		const search = this.find('node-creator-search-bar');
		await search.fill(text);
		const results = this.find('node-creator').locator(
			`${byId('node-creator-item-name')}, ${byId('node-creator-no-results')}`,
		);
		await results.first().waitFor();
		// The list follows the typing a little later.
		await this.page.waitForTimeout(500);
		return (await results.allInnerTexts()).map((name) => name.trim());
	}

	async chooseNode(name: string): Promise<void> {
		const entries = this.find('node-creator').locator(byId('item-iterator-item'));
		await entries
			.filter({ has: this.page.getByText(name, { exact: true }) })
			.first()
			.click();
	}

	/** A new workflow with the manual trigger, and the node panel open for what comes next. */
	async startManually(): Promise<void> {
		await this.newWorkflow();
		await this.find('canvas-plus-button').click();
		await this.searchNodes('manual');
		await this.chooseNode('Manual Trigger');
		await this.find('canvas-handle-plus').first().click();
		await this.find('node-creator-search-bar').waitFor();
	}

	/** Adds a node behind the manual trigger by an action of the panel, and leaves it open. */
	async addAction(node: string, action: string): Promise<void> {
		await this.startManually();
		await this.searchNodes(node);
		await this.chooseNode(node);
		await this.chooseNode(action);
		await this.node.waitFor();
	}

	canvasNode(name: string): Locator {
		return this.page.locator(`${byId('canvas-node')}[data-node-name="${name}"]`);
	}

	async openNode(name: string): Promise<void> {
		await this.canvasNode(name).dblclick();
		await this.node.waitFor();
	}

	async executeWorkflow(): Promise<void> {
		await this.find('execute-workflow-button').first().click();
	}

	async picture(name: string, part?: string): Promise<void> {
		await keepPicture(this.page, name, part);
	}
}
