import pWaitFor from 'p-wait-for';
import type { Locator, Page } from 'playwright-core';
import { sharedSession } from '../../tools/n8n/sharedSession';
import { keepPicture, openBrowser, type OpenBrowser } from '../../tools/browser/browser';
import { CredentialForm } from './credentialForm';
import { eventually, steady } from './eventually';
import { NodeView } from './nodeView';

/** The part of a browser's clipboard that is used here. */
interface Clipboard {
	writeText(text: string): Promise<void>;
}

/** Milliseconds to wait for a line in the console. */
const CONSOLE_PATIENCE = 60_000;

/** A search that finds no node. */
const NOTHING = 'qqxxqq';

const byId = (id: string): string => `[data-test-id="${id}"]`;

/** n8n's editor in a browser, in the words of a person who uses it. */
export class Editor {
	readonly page: Page;
	readonly node: NodeView;
	readonly credential: CredentialForm;

	private constructor(private readonly browser: OpenBrowser) {
		this.page = browser.page;
		this.node = new NodeView(this.page);
		this.credential = new CredentialForm(this.page);
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

	/** Of the workflow that is open and has been saved. */
	get workflowId(): string {
		const [, , id = ''] = new URL(this.page.url()).pathname.split('/');
		return id;
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
		const panel = this.find('node-creator');
		const search = this.find('node-creator-search-bar');
		// The list follows the typing a little later. An empty one in between shows which search it belongs to.
		await search.fill(NOTHING);
		await panel.locator(byId('node-creator-no-results')).waitFor();
		await search.fill(text);
		const results = panel.locator(byId('node-creator-item-name'));
		await results.first().waitFor();
		return await steady(async () => (await results.allInnerTexts()).map((name) => name.trim()));
	}

	/** Presses the plus at a connection point of a node, which opens the node panel at a part of it. */
	async openPanelAt(node: string, handle: string, part: string): Promise<void> {
		const point = this.canvasNode(node).locator(`[data-handleid="${handle}"]`);
		const titles = this.find('nodes-list-header');
		// n8n may know what fits a connection point only some time after it has drawn it.
		await eventually(async () => {
			await this.page.keyboard.press('Escape');
			await point.locator(byId('canvas-handle-plus')).click();
			await titles.filter({ hasText: part }).waitFor({ timeout: 5_000 });
		});
		// The panel opens at another part, and the right one slides in.
		await titles.filter({ hasNotText: part }).first().waitFor({ state: 'hidden' });
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

	/** Adds a node after the manual trigger by an action of the panel, and leaves it open. */
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

	/** Pastes text onto the canvas. */
	async paste(text: string): Promise<void> {
		await this.page.evaluate(async (copied) => {
			const { navigator } = globalThis as unknown as { navigator: { clipboard: Clipboard } };
			await navigator.clipboard.writeText(copied);
		}, text);
		await this.find('canvas').click({ position: { x: 20, y: 200 } });
		await this.page.keyboard.press('Control+V');
	}

	/** Draws a line from the output of a node to the input of another. */
	async connect(from: string, to: string): Promise<void> {
		const source = this.canvasNode(from).locator(byId('canvas-node-output-handle'));
		const target = this.canvasNode(to).locator(byId('canvas-node-input-handle'));
		await source.dragTo(target);
	}

	/** Waits for a line in the browser's console. */
	async consoleLine(pattern: RegExp): Promise<void> {
		const isThere = (): boolean => this.console.some((line) => pattern.test(line));
		const fallback = (): never => {
			throw new Error(`The console has:\n${this.console.join('\n')}`);
		};
		const timeout = { milliseconds: CONSOLE_PATIENCE, fallback };
		await pWaitFor(isThere, { interval: 100, timeout });
	}

	async executeWorkflow(): Promise<void> {
		await this.find('execute-workflow-button').first().click();
	}

	/** Runs the workflow from this trigger, where it may have several. */
	async executeFrom(trigger: string): Promise<void> {
		// The button is beside the trigger while the pointer is on it.
		await this.canvasNode(trigger).hover();
		await this.find(`execute-workflow-button-${trigger}`).click();
	}

	async workflowSucceeded(): Promise<void> {
		await this.page
			.getByText('Workflow executed successfully')
			.first()
			.waitFor({ timeout: 90_000 });
	}

	/** A new workflow with the nodes of a file. */
	async importFile(path: string): Promise<void> {
		await this.newWorkflow();
		await this.page.locator('input[type=file]').first().setInputFiles(path);
	}

	async publish(): Promise<void> {
		await this.find('workflow-open-publish-modal-button').click();
		await this.find('workflow-publish-button').click();
		await this.find('workflow-publish-button').waitFor({ state: 'hidden' });
		// The first time in a browser n8n tells what publishing means.
		const word = this.page.locator('.el-overlay-dialog:visible');
		await word.waitFor();
		await this.page.keyboard.press('Escape');
		await word.waitFor({ state: 'hidden' });
	}

	/** Waits until n8n's messages have left the view. */
	async notificationsGone(): Promise<void> {
		await this.page.locator('.el-notification').first().waitFor({ state: 'hidden' });
	}

	/** Closes the message about an error, which would stay. */
	async closeNotification(): Promise<void> {
		await this.page.locator('.el-notification__closeBtn').first().click();
		await this.notificationsGone();
	}

	async picture(name: string): Promise<void> {
		await keepPicture(this.page, name);
	}
}
