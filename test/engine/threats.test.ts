import { createServer, type Server } from 'node:http';
import { readdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';

import type { RequestKind } from '../../tools/simulator/requestRecord';
import { storeBinariesInFiles } from '../../tools/engine';
import { runResource } from './resources';
import { API_KEY, locator, openSetting, reroll, type Setting } from './setting';

/** What SECURITY.md says about malicious answers, links and redirects. */
let setting: Setting;

beforeEach(async () => {
	setting = await openSetting();
});

afterEach(async () => await setting.close());

const withFiles = { downloadFiles: true };
const photo = {
	json: {},
	binary: { data: { data: 'aGVsbG8=', mimeType: 'image/png', fileName: 'a.png' } },
};

describe('the key goes to no host that a redirect names', () => {
	const calls: ReadonlyArray<readonly [RequestKind, () => Promise<unknown>]> = [
		['create', async () => await setting.run(reroll())],
		[
			'status',
			async () => {
				const started = setting.start(reroll());
				// The second one comes when the first has its answer, however busy the machine is.
				await setting.until(() => setting.piApi.ledger.requestsTo('status').length > 1);
				started.stop();
				await started.ended;
			},
		],
		[
			'upload',
			async () =>
				await setting.run(
					{ operation: 'describe', imageUrl: locator('data', 'binary') },
					{ items: [photo] },
				),
		],
		['account', async () => await runResource(setting, 'account', 'get', {})],
		['activeTasks', async () => await runResource(setting, 'account', 'getActiveTasks', {})],
		['history', async () => await runResource(setting, 'task', 'getMany', {})],
		[
			'cancel',
			async () =>
				await runResource(setting, 'task', 'cancel', { taskId: locator('some-task', 'id') }),
		],
		[
			'chat',
			async () =>
				await runResource(setting, 'chat', 'message', {
					chatModel: locator('gpt-4o-mini'),
					prompt: 'x',
				}),
		],
		[
			'images',
			async () =>
				await runResource(setting, 'gptImage', 'generate', {
					imageModel: locator('gpt-image-1.5'),
					prompt: 'x',
				}),
		],
	];

	it.each(calls)('%s', async (on, call) => {
		setting.piApi.fault({ on, when: 'all', kind: 'redirect' });
		await call();
		const { ledger } = setting.piApi;
		expect(ledger.requestsTo(on).some(({ fault }) => fault === 'redirect')).toBe(true);
		expect(ledger.requestsTo('external')).toEqual([]);
		expect(ledger.keysSeenOn('file')).toEqual([]);
	});
});

describe('result links', () => {
	const resultIs = (output: unknown): void => {
		setting.piApi.behaviour.outcome = () => ({ output });
	};

	it.each([
		'file:///etc/passwd',
		'ftp://example.com/a.png',
		'javascript:alert(1)',
		'data:image/png;base64,aGVsbG8=',
		'//example.com/a.png',
		'gopher://example.com',
	])('%s is none, and nothing is downloaded', async (link) => {
		resultIs({ image_url: link, video_url: link, files: [link] });
		const run = await setting.run(reroll(withFiles));
		expect(run.error).toBeUndefined();
		expect(run.output[0]?.json).toMatchObject({ url: null, files: [] });
		expect(run.output[0]?.binary).toBeUndefined();
	});

	it('on the host of the API are fetched without the key', async () => {
		resultIs({ image_url: `${setting.piApi.url}/account/info` });
		const run = await setting.run(reroll(withFiles));
		expect(run.error?.message).toContain('could not be downloaded: HTTP 401');
		const [fetched] = setting.piApi.ledger
			.requestsTo('account')
			.filter(({ headers }) => headers['x-api-key'] === undefined);
		expect(fetched?.headers.authorization).toBeUndefined();
	});

	it.each(['file:///etc/passwd', 'ftp://127.0.0.1/a'])('lead by no redirect to %s', async (to) => {
		resultIs({ image_url: setting.piApi.redirect(to) });
		const run = await setting.run(reroll(withFiles));
		expect(run.error?.message).toContain('could not be downloaded');
	});

	it('and what PiAPI says are never evaluated', async () => {
		const text = '={{ $env.PATH }} ${process.env.PATH} {{ 1 + 1 }}';
		resultIs({ text, image_url: `https://example.com/${encodeURIComponent(text)}` });
		const run = await setting.run(reroll());
		expect(run.output[0]?.json.output).toMatchObject({ text });
	});
});

describe('the name of a downloaded file', () => {
	const NAME = '../../../../escaped.png';
	let server: Server;
	let url: string;

	beforeEach(async () => {
		server = createServer((_, response) => {
			response.setHeader('content-disposition', `attachment; filename="${NAME}"`);
			response.end('bytes');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	afterEach(() => {
		server.close();
	});

	it.each(['/picture', '/..%2F..%2Fescaped.png', '/a/%2e%2e/%2e%2e%5Cescaped.png'])(
		'stays in its folder (%s)',
		async (path) => {
			const stored = await storeBinariesInFiles();
			try {
				setting.piApi.behaviour.outcome = () => ({ output: { image_url: url + path } });
				const run = await setting.run(reroll(withFiles));
				expect(run.error).toBeUndefined();
				const { fileName = '' } = run.output[0]?.binary?.data ?? {};
				expect(fileName).toMatch(/^[\w-][\w.-]*$/);
				const written = await readdir(stored.folder, { recursive: true });
				expect(written.filter((name) => name.includes('escaped'))).toEqual([]);
				expect((await run.binary(run.output[0])).toString()).toBe('bytes');
			} finally {
				await stored.restore();
			}
		},
	);
});

it('an address of another host gets no key, whatever the credential is used for', async () => {
	await setting.run(reroll(), { credentials: { baseUrl: setting.piApi.externalUrl } });
	// Base URL is the user's word on whom to trust with the key; nobody else gets it.
	expect(setting.piApi.ledger.keysSeenOn('external')).toEqual([API_KEY]);
	expect(setting.piApi.ledger.keysSeenOn('file')).toEqual([]);
});
