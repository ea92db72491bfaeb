import type { Locator, Page } from 'playwright-core';

/** n8n's window for one credential. */
export class CredentialForm {
	constructor(private readonly page: Page) {}

	find(id: string): Locator {
		return this.page.locator(`[data-test-id="editCredential-modal"] [data-test-id="${id}"]`);
	}

	/** Fills fields by their parameter name and saves, whereupon n8n tests the credential. */
	async save(fields: Readonly<Record<string, string>>): Promise<void> {
		for (const [name, value] of Object.entries(fields)) {
			await this.find(`parameter-input-${name}`).locator('input').fill(value);
		}
		await this.find('credential-save-button').click();
	}

	/** Why n8n could not connect, with its details. */
	async failure(): Promise<string> {
		const container = this.find('node-credentials-config-container');
		const details = container.getByText('More details');
		await details.click();
		await details.waitFor({ state: 'hidden' });
		return await container.innerText();
	}

	/** n8n closes the form by itself when the test went well. */
	async isClosed(): Promise<void> {
		await this.find('credential-save-button').waitFor({ state: 'hidden' });
	}

	async succeeded(): Promise<void> {
		await this.find('credentials-config-container-test-success').waitFor();
	}
}
