import { PNG } from 'pngjs';
import { parseFlattened } from '../../scripts/n8n/flattened';
import { Execution, type Item } from '../../scripts/n8n/execution';
import type { Workflow } from '../../scripts/n8n/workflow';
import { readOptions, usage } from '../../scripts/start/options';
import { shortcomings, type ResultRow } from '../../scripts/start/outcome';
import { pictureExtension } from '../../scripts/start/pictures';
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

	it.each(['--no-upload', '--html'])('is not told %s when the real PiAPI is used', (flag) => {
		expect(() => readOptions([flag], { PIAPI_API_KEY: 'k' })).toThrow('Unset PIAPI_API_KEY');
	});

	it('tells in its help and at its start how to provoke a problem', async () => {
		const service = await openService(undefined, '');
		await service.close();
		for (const text of [usage, service.label]) {
			expect(text).toContain('fail: moderation');
			expect(text).toContain('lose answer');
		}
		expect(usage).toMatch(/--no-upload[^]*--html/);
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
		pictures: [],
		...changes,
	});
	const good = [row('one'), row('two', { pictures: ['a.png'] })];

	it('is good when every step has its finished task and the picture is there', () => {
		expect(shortcomings(workflow, execution('success'), good)).toEqual([]);
	});

	it.each<[string, string, readonly ResultRow[]]>([
		['the run failed', 'error', good],
		['an item is missing', 'success', good.slice(1)],
		['there is an item too many', 'success', [...good, row('one')]],
		['a task did not finish', 'success', [row('one', { status: 'failed' }), ...good.slice(1)]],
		['a link is missing', 'success', [row('one', { link: '' }), ...good.slice(1)]],
		['no picture was downloaded', 'success', [row('one'), row('two')]],
	])('is not good when %s', (_, status, rows) => {
		expect(shortcomings(workflow, execution(status), rows)).toHaveLength(1);
	});
});

describe('a downloaded picture', () => {
	const png = PNG.sync.write(new PNG({ width: 8, height: 8 }));

	it('is known by its bytes', () => {
		expect(pictureExtension(png)).toBe('png');
		expect(pictureExtension(Buffer.from('RIFF....WEBPVP8 ', 'latin1'))).toBe('webp');
	});

	it.each([
		['nothing', Buffer.alloc(0)],
		['an error page', Buffer.from('<html><body>Not found</body></html>')],
		['half a PNG', png.subarray(0, png.length / 2)],
		['a damaged PNG', Buffer.concat([png.subarray(0, 45), Buffer.alloc(4), png.subarray(49)])],
	])('is refused when it is %s', (_, bytes) => {
		expect(() => pictureExtension(bytes)).toThrow('downloaded');
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
