import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
	Icon,
} from 'n8n-workflow';
import { ApplicationError } from 'n8n-workflow';

/** Endpoints in OpenAI's form take the key as a bearer token; all others as `X-API-Key`. */
const BEARER_PATHS = '/v1/';

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

const asUrl = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined);

/** What of an address an error may show: a path, a query or a login may hold a secret, and so may a text that is none. */
const shownOf = (url: URL | undefined): string =>
	url === undefined || url.origin === 'null' ? '' : `, not ${url.origin}`;

function addressOf(label: string, value: unknown): URL {
	const text = textOf(value);
	const url = asUrl(text);
	if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
		throw new ApplicationError(
			`${label} of the PiAPI credential must be an address that starts with https:// or http://${shownOf(url)}`,
			{ level: 'warning' },
		);
	}
	return url;
}

/**
 * The request's full address, where it can be read. A credential test passes the base apart, and n8n's HTTP Request node has
 * its own name for the address.
 */
function targetOf({
	uri,
	url = uri,
	baseURL,
}: Readonly<Partial<Record<'uri' | 'url' | 'baseURL', unknown>>>): URL | undefined {
	const [address, base] = [textOf(url), textOf(baseURL)];
	if (base === '' || /^https?:\/\//i.test(address)) return asUrl(address);
	return asUrl(`${base.replace(/\/+$/, '')}/${address.replace(/^\/+/, '')}`);
}

const pathBelow = (base: URL, target: URL): string => {
	const ownPath = base.pathname.replace(/\/+$/, '');
	return target.pathname.startsWith(ownPath)
		? target.pathname.slice(ownPath.length)
		: target.pathname;
};

/** Else the key would be sent to any host that a redirect names. n8n's HTTP Request node has its own names for it. */
const WITHOUT_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/** Adds the key, but only to requests that go to the two addresses of the credential. */
async function authenticate(
	credentials: ICredentialDataDecryptedObject,
	requestOptions: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const api = addressOf('Base URL', credentials.baseUrl);
	const upload = addressOf('File Upload URL', credentials.uploadUrl);
	const target = targetOf(requestOptions);
	if (target?.origin !== api.origin && target?.origin !== upload.origin) return requestOptions;
	const secret = textOf(credentials.apiKey);
	const asBearer = target.origin === api.origin && pathBelow(api, target).startsWith(BEARER_PATHS);
	const header = asBearer ? { Authorization: `Bearer ${secret}` } : { 'X-API-Key': secret };
	return {
		...requestOptions,
		...WITHOUT_REDIRECTS,
		headers: { ...requestOptions.headers, ...header },
	};
}

const WRONG_KEY = 'PiAPI does not know this API key';
const NOT_PIAPI = 'This address does not answer as PiAPI does; check the Base URL';
const REDIRECT = 'The Base URL redirects to another address; enter the final one';
const REFUSED =
	'Access was refused; check the plan, and whether a proxy or a firewall answers in place of PiAPI';
const PROXY_LOGIN = 'The proxy between n8n and PiAPI asks for a login';
const NETWORK_LOGIN = 'The network of n8n asks for a login';
const TROUBLE = 'PiAPI could not check the key; try again later';
const TOO_MANY = 'PiAPI accepts no more requests for now; try again later';
const UNAVAILABLE = 'PiAPI, or a proxy before it, is not available; try again later';

/** For HTTP statuses, n8n has words that fit no key and no address. */
const STATUS_MESSAGES: Readonly<Record<number, string>> = {
	301: REDIRECT,
	302: REDIRECT,
	303: REDIRECT,
	307: REDIRECT,
	308: REDIRECT,
	401: WRONG_KEY,
	403: REFUSED,
	404: NOT_PIAPI,
	405: NOT_PIAPI,
	407: PROXY_LOGIN,
	429: TOO_MANY,
	500: TROUBLE,
	502: UNAVAILABLE,
	503: UNAVAILABLE,
	504: UNAVAILABLE,
	511: NETWORK_LOGIN,
};

/** The same as the code of PiAPI's answer inside HTTP 200, where nothing between answers. */
const CODES_INSIDE = [401, 403, 404, 429, 500, 502, 503, 504];

/** Source: https://piapi.ai/docs/quickstart */
export class PiApi implements ICredentialType {
	name = 'piApi';

	displayName = 'PiAPI API';

	icon: Icon = {
		light: 'file:../nodes/icons/piapi.svg',
		dark: 'file:../nodes/icons/piapi.dark.svg',
	};

	documentationUrl = 'https://piapi.ai/docs/quickstart';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. the key from your PiAPI workspace',
			description: 'The key from your PiAPI workspace, under Settings',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. a long random text',
			description:
				'A secret of your own that PiAPI sends with each webhook, so that the receiver knows it is genuine. Use at least 16 random characters; fewer than four are not hidden in outputs.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.piapi.ai',
			placeholder: 'e.g. https://api.piapi.ai',
			description: 'Where the API is; change it only for a proxy or a test server',
		},
		{
			displayName: 'File Upload URL',
			name: 'uploadUrl',
			type: 'string',
			default: 'https://upload.theapi.app',
			placeholder: 'e.g. https://upload.theapi.app',
			description: 'Where files are uploaded; change it only for a proxy or a test server',
		},
	];

	authenticate: IAuthenticate = authenticate;

	/** Reads the account, which costs nothing. n8n's type knows lists of one kind of rule only; n8n itself takes both. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim() }}',
			url: '/account/info',
			disableFollowRedirect: true,
		},
		// n8n fails the test where the value at `key` equals `value`. Codes come first: a refusal, a login page and other JSON have no `data`.
		rules: [
			...Object.entries(STATUS_MESSAGES).map(([value, message]) => ({
				type: 'responseCode',
				properties: { value: Number(value), message },
			})),
			...CODES_INSIDE.map((value) => ({
				type: 'responseSuccessBody',
				properties: { key: 'code', value, message: STATUS_MESSAGES[value] },
			})),
			{
				type: 'responseSuccessBody',
				properties: { key: 'data', value: undefined, message: NOT_PIAPI },
			},
			{ type: 'responseSuccessBody', properties: { key: 'data', value: null, message: NOT_PIAPI } },
		] as ICredentialTestRequest['rules'],
	};
}
