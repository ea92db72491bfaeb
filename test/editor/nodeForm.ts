import type { Locator, Page } from 'playwright-core';

const byId = (id: string): string => `[data-test-id="${id}"]`;

/** Texts that n8n cuts off where they are too long. */
const TEXTS = 'label, label *, button, button *, input.el-input__inner';

type Collection = 'options' | 'taskOptions';

const firstLines = (texts: readonly string[]): string[] =>
	texts.map((text) => text.trim().split('\n')[0] ?? '');

async function boxOf(element: Locator): Promise<{ y: number; height: number }> {
	const box = await element.boundingBox();
	if (box === null) throw new Error(`${element.toString()} is not in view`);
	return box;
}

/** The form of a node: what it shows, and what a person does in it. */
export class NodeForm {
	constructor(protected readonly page: Page) {}

	protected get root(): Locator {
		return this.page.locator(byId('ndv'));
	}

	async waitFor(): Promise<void> {
		await this.root.locator(byId('node-parameters')).waitFor();
		await this.parameters.locator(byId('parameter-item')).first().waitFor();
	}

	find(id: string): Locator {
		return this.root.locator(byId(id));
	}

	private get parameters(): Locator {
		return this.find('node-parameters');
	}

	parameter(name: string): Locator {
		return this.find(`parameter-input-${name}`).first();
	}

	/** A parameter with its label, and with its hint if there is one. */
	item(name: string): Locator {
		return this.parameters.locator(`${byId('parameter-item')}:has(label[for="${name}"])`).last();
	}

	/** The entries of the dropdown that is open. */
	private get choices(): Locator {
		return this.page.locator('.el-select-dropdown__item:visible');
	}

	private async chooseIn(select: Locator, label: string): Promise<void> {
		await select.click();
		const choice = this.choices.filter({ has: this.page.getByText(label, { exact: true }) });
		await choice.first().click();
		await this.choices.first().waitFor({ state: 'hidden' });
	}

	/** Chooses from a dropdown by what its entry says. */
	async choose(parameter: string, label: string): Promise<void> {
		await this.chooseIn(this.parameter(parameter), label);
	}

	/** Chooses how a field is filled in, such as From List. */
	async chooseMode(parameter: string, mode: string): Promise<void> {
		await this.chooseIn(this.parameter(parameter).locator(byId('rlc-mode-selector')), mode);
	}

	async fill(parameter: string, text: string): Promise<void> {
		// The first field of a locator is its mode, which takes no text.
		const inputs = this.parameter(parameter).locator('input:not([readonly]), textarea');
		const input = inputs.first();
		await input.fill(text);
		// n8n takes over a number when the field is left, and its tip about texts covers the next field until then.
		await input.blur();
	}

	/** What is written in a field, or chosen in a dropdown. */
	async chosen(parameter: string): Promise<string> {
		return await this.parameter(parameter).locator('input, textarea').first().inputValue();
	}

	/** What is filled in or chosen in a locator. */
	async located(parameter: string): Promise<string> {
		const input = this.parameter(parameter).locator(byId('rlc-input'));
		return await input
			.locator('input')
			.or(input.and(this.page.locator('input')))
			.inputValue();
	}

	/** How a field is filled in. */
	async mode(parameter: string): Promise<string> {
		const mode = this.parameter(parameter).locator(byId('rlc-mode-selector'));
		return await mode.locator('input').inputValue();
	}

	async isOn(parameter: string): Promise<boolean> {
		return (await this.parameter(parameter).locator('.el-switch.is-checked').count()) > 0;
	}

	async turnOn(parameter: string): Promise<void> {
		if (!(await this.isOn(parameter)))
			await this.parameter(parameter).locator('.el-switch').click();
	}

	/** The labels of the form, from top to bottom. */
	async labels(): Promise<string[]> {
		const labels = this.parameters.locator(`${byId('input-label')} label:visible`);
		return firstLines(await labels.allInnerTexts());
	}

	async notices(): Promise<string[]> {
		const notices = this.parameters.locator('.notice:visible');
		return (await notices.allInnerTexts()).map((text) => text.trim());
	}

	/** The buttons that add a row to a list. */
	async listButtons(): Promise<string[]> {
		const buttons = this.parameters.locator(`${byId('fixed-collection-add')}:visible`);
		return firstLines(await buttons.allInnerTexts());
	}

	/** Adds a row to a list by the text of its button. n8n forgets a list without rows. */
	async addRow(button: string): Promise<void> {
		const rows = this.parameters.locator(byId('fixed-collection-delete'));
		const before = await rows.count();
		await this.parameters.getByRole('button', { name: button, exact: true }).click();
		await rows.nth(before).waitFor({ state: 'attached' });
	}

	/** Labels, buttons and choices that do not read whole. The border of a field in focus takes a pixel of its margin. */
	async cutOff(): Promise<string[]> {
		const texts = this.parameters.locator(TEXTS);
		return await texts.evaluateAll((elements: object[]) =>
			elements
				.map((element) => element as Record<string, number> & { value?: string; innerText: string })
				.filter(
					({ clientWidth = 0, scrollWidth = 0 }) =>
						clientWidth > 0 && scrollWidth > clientWidth + 1,
				)
				.map(({ value, innerText }) => value ?? innerText),
		);
	}

	/**
	 * How many pixels lie below the first view, from the first field to Download Files. In a form without that switch it
	 * is all above the collections.
	 */
	async pixelsBelowView(): Promise<number> {
		await this.parameters.evaluate((element: object) => Object.assign(element, { scrollTop: 0 }));
		const view = await boxOf(this.parameters);
		const last = await boxOf(await this.lastField());
		return Math.max(0, Math.ceil(last.y + last.height - (view.y + view.height)));
	}

	private async lastField(): Promise<Locator> {
		const download = this.parameter('downloadFiles');
		if ((await download.count()) > 0) return download;
		for (const collection of ['options', 'taskOptions']) {
			const item = this.item(collection);
			const before = item.locator(`xpath=preceding-sibling::*[@data-test-id="parameter-item"][1]`);
			if ((await item.count()) > 0) return before;
		}
		return this.parameters.locator(`${byId('parameter-item')}:visible`).last();
	}

	private addButton(collection: Collection): Locator {
		return this.item(collection).locator(byId('collection-parameter-add'));
	}

	/** The entries of the Add Option of a collection; none where the form has no such collection. */
	async offered(collection: Collection): Promise<string[]> {
		const add = this.addButton(collection);
		if ((await add.count()) === 0) return [];
		const select = add.locator('input');
		if ((await select.count()) === 0) return [await this.onlyOption(collection)];
		// A closed dropdown has its entries as well, and there are more than a hundred forms.
		const list = await select.getAttribute('aria-controls');
		const entries = this.page.locator(`[id="${list}"] li`);
		await entries.first().waitFor({ state: 'attached' });
		return firstLines(await entries.allTextContents());
	}

	/** With a single option n8n adds it at once. */
	private async onlyOption(collection: Collection): Promise<string> {
		const item = this.item(collection);
		await this.addButton(collection).click();
		const label = item.locator(`${byId('parameter-item')} label`);
		const [text = ''] = firstLines([await label.first().innerText()]);
		await item.hover();
		await item.getByTitle('Delete').click();
		await label.first().waitFor({ state: 'hidden' });
		return text;
	}

	async addOption(collection: Collection, label: string): Promise<void> {
		await this.chooseIn(this.addButton(collection), label);
	}

	/** Presses the button by which an agent's model fills a field. */
	async letModelFill(parameter: string): Promise<void> {
		await this.find(`${parameter}-parameter-input-persistent-options-container`)
			.locator(byId('from-ai-override-button'))
			.click();
	}

	private get listEntries(): Locator {
		return this.page.locator(`${byId('rlc-item')}:visible`);
	}

	/** The entries of the list that is open. */
	async listed(): Promise<string[]> {
		return (await this.listEntries.allInnerTexts()).map((entry) => entry.trim());
	}

	private async openListIn(field: Locator): Promise<string[]> {
		await field.locator(byId('rlc-input')).click();
		await this.listEntries.first().waitFor();
		return await this.listed();
	}

	/** Opens From List of a field; resolves with its entries. */
	async openList(parameter: string): Promise<string[]> {
		return await this.openListIn(this.parameter(parameter));
	}

	/** The same in the last row of a list. */
	async openListInRow(parameter: string): Promise<string[]> {
		return await this.openListIn(this.find(`parameter-input-${parameter}`).last());
	}

	/** Types into the search of the list that is open. */
	async searchList(text: string): Promise<void> {
		await this.page.locator(`${byId('rlc-search')}:visible`).fill(text);
	}

	/** Chooses the first entry with this text from the list that is open. */
	async chooseFromList(text: string): Promise<void> {
		await this.listEntries.filter({ hasText: text }).first().click();
	}
}
