import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import { call, create, handClock, imagine } from '../../tools/simulator/call';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';

const MEGABYTE = 1024 * 1024;

const bytesAt = async (address: string): Promise<Buffer> =>
	Buffer.from(await (await fetch(address)).arrayBuffer());

const fingerprint = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('the files of the simulator', () => {
	let simulator: Simulator;

	beforeEach(async () => {
		simulator = await startSimulator({ clock: handClock() });
	});

	afterEach(async () => await simulator.close());

	it('draws a grid and its four cuts, different for every task', async () => {
		const [one, other] = [simulator.addTask(), simulator.addTask()];
		const names = ['grid.png', 'cut-1.png', 'cut-2.png', 'cut-3.png', 'cut-4.png'];
		const pictures = await Promise.all(
			[one, other].flatMap(({ id }) =>
				names.map(async (name) => await bytesAt(simulator.resultFile(id, name))),
			),
		);
		expect(new Set(pictures.map(fingerprint)).size).toBe(10);
		const [grid, cut] = pictures.map((picture) => PNG.sync.read(picture));
		expect([grid?.width, cut?.width]).toEqual([192, 96]);
		expect(grid?.data.subarray(0, 96 * 4)).toEqual(cut?.data.subarray(0, 96 * 4));
		const again = await bytesAt(simulator.resultFile(one.id, 'grid.png'));
		expect(fingerprint(again)).toBe(fingerprint(pictures[0] ?? Buffer.alloc(0)));
	});

	it('draws an upscale after its parent', async () => {
		const parent = simulator.addTask();
		const upscale = (index: string) =>
			simulator.addTask({
				request: { task_type: 'upscale', input: { origin_task_id: parent.id, index } },
			});
		const pictures = await Promise.all(
			[upscale('1'), upscale('2')].map(
				async ({ id }) => await bytesAt(simulator.resultFile(id, 'image.png')),
			),
		);
		const [first, second] = pictures.map((picture) => PNG.sync.read(picture));
		expect(first?.width).toBe(192);
		expect(first?.data.equals(second?.data ?? Buffer.alloc(0))).toBe(false);
	});

	it('streams a file of any size', async () => {
		const size = 5 * MEGABYTE + 3;
		const response = await fetch(simulator.bigFile(size, 'clip.mp4'));
		expect(response.headers.get('content-type')).toBe('video/mp4');
		expect(response.headers.get('content-length')).toBe(String(size));
		expect((await response.arrayBuffer()).byteLength).toBe(size);
		const unsaid = await fetch(simulator.bigFile(1000, 'clip.mp4', false));
		expect(unsaid.headers.get('content-length')).toBeNull();
		expect((await unsaid.arrayBuffer()).byteLength).toBe(1000);
	});

	it('cuts a file off', async () => {
		simulator.fault({ on: 'file', when: 'all', kind: 'truncatedFile' });
		await expect(bytesAt(simulator.bigFile(MEGABYTE))).rejects.toThrow();
	});

	it('redirects, and knows what it does not have', async () => {
		const { id } = simulator.addTask();
		const link = simulator.resultFile(id, 'cut-1.png');
		expect(await bytesAt(simulator.redirect(link))).toEqual(await bytesAt(link));
		expect((await fetch(simulator.resultFile('nobody', 'grid.png'))).status).toBe(404);
		expect(simulator.ledger.requestsTo('file')).toHaveLength(4);
		expect(simulator.ledger.keysSeenOn('file')).toEqual([]);
	});

	it('takes uploads and gives them back', async () => {
		const content = Buffer.from('a picture');
		const upload = async (body: unknown, key?: string) =>
			await call(simulator, `${simulator.uploadUrl}/api/ephemeral_resource`, {
				method: 'POST',
				body,
				key,
			});
		const file = { file_name: 'my picture.PNG', file_data: content.toString('base64') };
		const { status, body } = await upload(file);
		expect(status).toBe(200);
		expect(await bytesAt(String(body.data.url))).toEqual(content);
		expect(simulator.ledger.uploads).toMatchObject([{ fileName: 'my picture.PNG', content }]);
		const image = { ...file, file_data: `data:image/png;base64,${file.file_data}` };
		expect((await upload(image)).status).toBe(200);
		const large = Buffer.alloc(10 * MEGABYTE + 1).toString('base64');
		expect((await upload({ ...file, file_data: large })).body.code).toBe(400);
		expect((await upload({ ...file, file_name: 'virus.exe' })).body.code).toBe(400);
		expect((await upload({ ...file, file_data: 'no base64!' })).body.code).toBe(400);
		expect((await upload(file, 'wrong')).body.code).toBe(401);
		simulator.behaviour.uploadAllowed = false;
		expect((await upload(file)).body).toMatchObject({
			code: 403,
			message: 'Insufficient plan level',
		});
	});

	it('gives each of its addresses an origin of its own', async () => {
		await create(simulator, imagine());
		const { url, uploadUrl, fileUrl, externalUrl } = simulator;
		expect(new Set([url, uploadUrl, fileUrl, externalUrl]).size).toBe(4);
		expect(simulator.ledger.requests.map(({ origin }) => origin)).toEqual(['api']);
	});
});
