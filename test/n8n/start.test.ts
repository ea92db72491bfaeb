import { PNG } from 'pngjs';
import { families } from '../../nodes/catalog';
import { parse as parseFlattened } from 'flatted';
import { Execution, type Item } from '../../tools/n8n/execution';
import { isOurs, packageName, readExample, type Workflow } from '../../tools/n8n/workflow';
import { optionsOf, readOptions, usageText } from '../../scripts/start/options';
import { shortcomings, type ResultRow } from '../../scripts/start/outcome';
import { fileExtension, imageExtension } from '../../scripts/start/downloads';
import { openService } from '../../scripts/start/service';
import { formatTable } from '../../scripts/start/table';

describe('the options of npm start', () => {
	it('take the usual port, PORT, or --port', () => {
		expect(readOptions([], {}).port).toBe(5678);
		expect(readOptions([], { PORT: '8080' }).port).toBe(8080);
		expect(readOptions(['--port', '9090'], { PORT: '8080' }).port).toBe(9090);
		expect(readOptions(['--once'], {})).toMatchObject({ once: true, port: undefined });
	});

	it.each([['--port', '0'], ['--port', '65536'], ['--port', 'x'], ['--prot', '1'], ['extra']])(
		'refuse %s %s with a clear text',
		(...parameters) => {
			expect(() => readOptions(parameters, {})).toThrow(
				expect.objectContaining({ name: 'ClearFailure' }),
			);
		},
	);

	it('are listed where one is unknown', async () => {
		await expect(optionsOf(['--prot', '1'], {})).rejects.toThrow(/--prot[^]*--port <number>/);
		await expect(optionsOf(['--port', '0'], {})).rejects.toThrow(/^The port .*"0"\.$/);
	});

	it('use the real PiAPI only with a key', () => {
		expect(readOptions([], { PIAPI_API_KEY: ' ' }).apiKey).toBeUndefined();
		expect(readOptions([], { PIAPI_API_KEY: 'k' })).toMatchObject({
			apiKey: 'k',
			baseUrl: 'https://api.piapi.ai',
		});
	});
});

describe('the simulator of npm start', () => {
	it('behaves as it is told to', () => {
		expect(readOptions([], {}).simulator).toEqual({ uploadAllowed: true, loginPage: false });
		expect(readOptions(['--no-upload', '--html'], {}).simulator).toEqual({
			uploadAllowed: false,
			loginPage: true,
		});
	});

	it.each(['--no-upload', '--html', '--callback'])(
		'is not told %s when the real PiAPI is used',
		(flag) => {
			expect(() => readOptions([flag], { PIAPI_API_KEY: 'k' })).toThrow('Unset PIAPI_API_KEY');
		},
	);

	it('tells in its help and at its start how to provoke a problem', async () => {
		const service = await openService(undefined, '');
		await service.close();
		const usage = await usageText();
		for (const text of [usage, service.label]) {
			expect(text).toContain('fail: moderation');
			expect(text).toContain('lose answer');
		}
		expect(usage).toMatch(/--no-upload[^]*--html/);
	});
});

describe('the example that npm start runs', () => {
	const mainExample = async (...[key, callback]: [string?, boolean?]): Promise<Workflow> => {
		const service = await openService(key, 'https://api.example', {}, { callback });
		await service.close();
		return await readExample(service.mainExample);
	};

	it('is the cheapest image with a key', async () => {
		const { nodes } = await mainExample('key');
		expect(nodes.filter(isOurs).map(({ parameters }) => parameters)).toEqual([
			expect.objectContaining({ resource: 'flux', model: 'Qubico/flux1-schnell' }),
		]);
	});

	it('leads from a prompt to a video with the simulator', async () => {
		const { nodes } = await mainExample();
		expect(nodes.filter(isOurs).map(({ parameters }) => parameters)).toEqual([
			expect.objectContaining({ resource: 'flux' }),
			expect.objectContaining({ resource: 'kling' }),
		]);
	});

	it.each<[string | undefined]>([['key'], [undefined]])(
		'uses no service that PiAPI has discontinued (key: %s)',
		async (key) => {
			const { nodes } = await mainExample(key);
			for (const { type, parameters } of nodes.filter(isOurs)) {
				expect(type).toBe(`${packageName}.piApi`);
				const family = families.find(({ value }) => value === parameters.resource);
				expect(family).toBeDefined();
				expect(family?.availabilityNote).toBeUndefined();
			}
		},
	);

	it('is named in the help', async () => {
		const usage = await usageText();
		for (const { name } of [await mainExample(), await mainExample('key')]) {
			expect(usage).toContain(`"${name}"`);
		}
		const { name } = await mainExample(undefined, true);
		expect(usage).toMatch(new RegExp(`--callback +run "${name}"`));
	});
});

describe('the outcome of npm start', () => {
	const ours = (name: string) => ({
		id: name,
		name,
		type: 'n8n-nodes-piapi-unified.midjourney',
		typeVersion: 1,
		position: [0, 0] as const,
		parameters: {},
	});
	const workflow: Workflow = { name: 'x', nodes: [ours('one'), ours('two')], connections: {} };
	const execution = (status: string): Execution =>
		new Execution('1', status, { resultData: { runData: {} } });
	const row = (step: string, changes: Partial<ResultRow> = {}): ResultRow => ({
		step,
		status: 'completed',
		taskId: 'id',
		link: 'https://example.com/a.png',
		files: [],
		...changes,
	});
	const good = [row('one'), row('two', { files: ['a.png'] })];

	it('is good when every step has its finished tasks and a file is there', () => {
		expect(shortcomings(workflow, execution('success'), good)).toEqual([]);
	});

	it.each<[string, string, readonly ResultRow[]]>([
		['the run failed', 'error', good],
		['an item is missing', 'success', good.slice(1)],
		['a task did not finish', 'success', [row('one', { status: 'failed' }), ...good.slice(1)]],
		['a link is missing', 'success', [row('one', { link: '' }), ...good.slice(1)]],
		['no file was downloaded', 'success', [row('one'), row('two')]],
	])('is not good when %s', (_, status, rows) => {
		expect(shortcomings(workflow, execution(status), rows)).toHaveLength(1);
	});

	it('needs no file where no step downloads any', () => {
		const nodes = workflow.nodes.map((node) => ({ ...node, parameters: { downloadFiles: false } }));
		const rows = [row('one'), row('two')];
		expect(shortcomings({ ...workflow, nodes }, execution('success'), rows)).toEqual([]);
	});
});

describe('a downloaded picture', () => {
	const png = PNG.sync.write(new PNG({ width: 8, height: 8 }));

	it('is known by its bytes', () => {
		expect(imageExtension(png)).toBe('png');
		expect(imageExtension(Buffer.from('RIFF....WEBPVP8 ', 'latin1'))).toBe('webp');
	});

	it.each([
		['nothing', Buffer.alloc(0)],
		['an error page', Buffer.from('<html><body>Not found</body></html>')],
		['half a PNG', png.subarray(0, png.length / 2)],
		['a damaged PNG', Buffer.concat([png.subarray(0, 45), Buffer.alloc(4), png.subarray(49)])],
	])('is refused when it is %s', (_, bytes) => {
		expect(() => imageExtension(bytes)).toThrow('downloaded');
	});
});

describe('a downloaded file of another kind', () => {
	const text = Buffer.from('video.mp4 of a task');

	it('keeps the extension of its name, or takes that of its type', () => {
		expect(fileExtension(text, { mimeType: 'video/mp4', fileName: 'a.mov' })).toBe('mov');
		expect(fileExtension(text, { mimeType: 'video/mp4' })).toBe('mp4');
	});

	it('is refused when it is neither an image nor a video, a sound or a model', () => {
		expect(() => fileExtension(text, { mimeType: 'text/html' })).toThrow('text/html');
		expect(() => fileExtension(text, { mimeType: 'image/png' })).toThrow('not an image');
	});
});

describe('what n8n stores', () => {
	it('is read with its shared and circular parts', () => {
		const text = '[{"items":"1","self":"0","count":3,"name":"2"},["2","2"],"a fox"]';
		const root = parseFlattened(text) as Record<string, unknown>;
		expect(root).toMatchObject({ items: ['a fox', 'a fox'], count: 3, name: 'a fox' });
		expect(root.self).toBe(root);
	});

	it('gives the items of the last run of a node', () => {
		const item = (n: number): Item => ({ json: { n } });
		const runData = { node: [{ data: { main: [[item(1)]] } }, { data: { main: [[item(2)]] } }] };
		const execution = new Execution('1', 'success', { resultData: { runData } });
		expect(execution.items('node')).toEqual([item(2)]);
		expect(execution.items('other')).toEqual([]);
	});
});

describe('a table', () => {
	it('lines its columns up and leaves no blanks at the end', () => {
		expect(formatTable(['A', 'Long'], [['xyz', '1']])).toBe('A    Long\n---  ----\nxyz  1');
	});
});
