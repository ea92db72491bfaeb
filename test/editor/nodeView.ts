import type { Locator } from 'playwright-core';
import { NodeForm } from './nodeForm';

const byId = (id: string): string => `[data-test-id="${id}"]`;

/** The view of one node: its input, its form, its output. */
export class NodeView extends NodeForm {
	/** The address of a trigger in a published workflow. */
	async productionUrl(): Promise<string> {
		const urls = this.root.locator('.webhooks');
		await urls.getByText('Webhook URLs').click();
		await urls.locator(byId('radio-button-production')).click();
		return (await urls.locator('.webhook-url').innerText()).trim();
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
