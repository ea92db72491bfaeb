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

	async execute(): Promise<void> {
		await this.find('node-execute-button').click();
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
