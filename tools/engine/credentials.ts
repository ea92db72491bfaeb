import './environment';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IHttpRequestOptions,
	type INodeProperties,
	type IRequestOptionsSimplified,
} from 'n8n-workflow';

const notInTests = (what: string): never => {
	throw new Error(`The harness does not ${what} credentials`);
};

/** Plain values in place of n8n's store; the signing in is done by the real credential class. */
export class TestCredentials extends ICredentialsHelper {
	constructor(
		private readonly typeOf: (name: string) => ICredentialType,
		private readonly values: ICredentialDataDecryptedObject,
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.typeOf(typeName);
		if (typeof authenticate !== 'function') {
			throw new Error(`The credential ${typeName} has no authenticate function`);
		}
		return await authenticate(credentials, requestOptions as IHttpRequestOptions);
	}

	async preAuthentication(): Promise<undefined> {
		return await Promise.resolve(undefined);
	}

	async runPreAuthentication(): Promise<undefined> {
		return await Promise.resolve(undefined);
	}

	async getCredentials(): Promise<never> {
		return await Promise.resolve(notInTests('store'));
	}

	/** A field that was left alone has its default, as in n8n. */
	async getDecrypted(
		...[, , typeName]: Parameters<ICredentialsHelper['getDecrypted']>
	): Promise<ICredentialDataDecryptedObject> {
		const { properties } = this.typeOf(typeName);
		const defaults = Object.fromEntries(
			properties.map(({ name, default: value }) => [name, value]),
		) as ICredentialDataDecryptedObject;
		return await Promise.resolve({ ...defaults, ...this.values });
	}

	async updateCredentials(): Promise<void> {
		await Promise.resolve(notInTests('change'));
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		await Promise.resolve(notInTests('change'));
	}

	getCredentialsProperties(typeName: string): INodeProperties[] {
		return this.typeOf(typeName).properties;
	}
}
