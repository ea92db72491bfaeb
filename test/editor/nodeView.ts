import type { Locator, Page } from 'playwright-core';

const byId = (id: string): string => `[data-test-id="${id}"]`;

/** The view of one node: its input, its form, its output. */
export class NodeView {
	constructor(private readonly page: Page) {}

	private get root(): Locator {
		return this.page.locator(byId('ndv'));
	}

	async waitFor(): Promise<void> {
		await this.root.locator(byId('node-parameters')).waitFor();
	}

	find(id: string): Locator {
		return this.root.locator(byId(id));
	}

	parameter(name: string): Locator {
		return this.find(`parameter-input-${name}`).first();
	}

	/** The entries of the dropdown that is open. */
	private get choices(): Locator {
		return this.page.locator('.el-select-dropdown__item:visible');
	}

	/** Chooses from a dropdown by what its entry says. */
	async choose(parameter: string, label: string): Promise<void> {
		await this.parameter(parameter).click();
		const choice = this.choices.filter({ has: this.page.getByText(label, { exact: true }) });
		await choice.first().click();
		await this.choices.first().waitFor({ state: 'hidden' });
	}

	async fill(parameter: string, text: string): Promise<void> {
		await this.parameter(parameter).locator('input, textarea').first().fill(text);
	}

	/** The labels of the form, from top to bottom. */
	async labels(): Promise<string[]> {
		const labels = this.find('node-parameters').locator(`${byId('input-label')} label:visible`);
		return (await labels.allInnerTexts()).map((text) => text.trim().split('\n')[0] ?? '');
	}

	/** The address of a trigger in a published workflow. */
	async productionUrl(): Promise<string> {
		const urls = this.root.locator('.webhooks');
		await urls.getByText('Webhook URLs').click();
		await urls.locator(byId('radio-button-production')).click();
		return (await urls.locator('.webhook-url').innerText()).trim();
	}

	async notices(): Promise<string[]> {
		const notices = this.find('node-parameters').locator('.notice:visible');
		return (await notices.allInnerTexts()).map((text) => text.trim());
	}

	/** What a dropdown stands at. */
	async chosen(parameter: string): Promise<string> {
		return await this.parameter(parameter).locator('input').first().inputValue();
	}

	/** The entries of Add Option; none where there is no such button. */
	async offeredOptions(): Promise<string[]> {
		const button = this.find('collection-parameter-add');
		if ((await button.count()) === 0) return [];
		await button.click();
		await this.choices.first().waitFor();
		const entries = await this.choices.allInnerTexts();
		await this.page.keyboard.press('Escape');
		await this.choices.first().waitFor({ state: 'hidden' });
		return entries.map((entry) => entry.trim().split('\n')[0] ?? '');
	}

	async addOption(label: string): Promise<void> {
		await this.find('collection-parameter-add').click();
		await this.choices.filter({ hasText: label }).first().click();
	}

	async switchOn(parameter: string): Promise<void> {
		await this.parameter(parameter).locator('.el-switch').click();
	}

	async execute(): Promise<void> {
		await this.find('node-execute-button').click();
	}

	/** Waits for a run that went well. */
	async succeeded(): Promise<void> {
		await this.output.locator(byId('node-run-status-success')).waitFor();
	}

	/** The text of the error in the output. */
	async error(): Promise<{ message: string; description: string }> {
		const message = this.output.locator(byId('node-error-message'));
		const description = this.output.locator(byId('node-error-description'));
		return {
			message: (await message.innerText()).trim(),
			description: (await description.innerText()).trim(),
		};
	}

	async hints(): Promise<string[]> {
		const texts = await this.output.locator(byId('node-hint')).allInnerTexts();
		return texts.map((text) => text.trim());
	}

	/** Presses the button by which an agent's model fills a field. */
	async letModelFill(parameter: string): Promise<void> {
		await this.find(`${parameter}-parameter-input-persistent-options-container`)
			.locator(byId('from-ai-override-button'))
			.click();
	}

	/** Opens From List of a field; resolves with its entries. */
	async openList(parameter: string): Promise<string[]> {
		await this.parameter(parameter).locator(byId('rlc-input')).click();
		const entries = this.page.locator(`${byId('rlc-item')}:visible`);
		await entries.first().waitFor();
		return (await entries.allInnerTexts()).map((entry) => entry.trim());
	}

	/** Chooses the first entry with this text from the list that is open. */
	async chooseFromList(text: string): Promise<void> {
		await this.page
			.locator(`${byId('rlc-item')}:visible`)
			.filter({ hasText: text })
			.first()
			.click();
	}

	/** Opens the form of a new credential, whether there are others or not. */
	async newCredential(): Promise<void> {
		const select = this.find('node-credentials-select');
		const first = this.find('node-credentials-empty-state');
		await select.or(first).waitFor();
		if (await first.isVisible()) return await first.click();
		await select.click();
		await this.page.locator(byId('node-credentials-select-item-new')).click();
	}

	async chooseCredential(name: string): Promise<void> {
		const select = this.find('node-credentials-select');
		const isChosen = (await select.locator('input').inputValue()) === name;
		if (isChosen) return;
		await select.click();
		await this.page.getByText(name, { exact: true }).last().click();
	}

	/** Drags a field of the input to a parameter. */
	async drag(field: string, parameter: string): Promise<void> {
		const source = this.find('ndv-input-panel').locator(byId('run-data-schema-node-name'));
		await source.filter({ hasText: field }).first().hover();
		await this.page.mouse.down();
		const box = await this.parameter(parameter).boundingBox();
		if (box === null) throw new Error(`${parameter} is not in view`);
		const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
		await this.page.mouse.move(x - 20, y, { steps: 10 });
		await this.page.mouse.move(x, y, { steps: 5 });
		await this.page.mouse.up();
	}

	async leave(): Promise<void> {
		await this.find('ndv-close-button').click();
		await this.root.waitFor({ state: 'hidden' });
	}

	get output(): Locator {
		return this.find('output-panel');
	}

	/** Shows the output in one of n8n's ways: schema, table, json, binary. */
	async showOutput(way: string): Promise<void> {
		await this.output.locator(byId(`radio-button-${way}`)).click();
	}
}
