import { readExample } from '../../tools/n8n/workflow';
import { readOptions } from '../../scripts/start/options';
import { openService, type Service } from '../../scripts/start/service';
import { runInN8n } from '../../scripts/start/session';
import { alarmClock } from '../../tools/simulator/call';
import { startSimulator, type Simulator } from '../../tools/simulator/simulator';
import { limitOf } from './timeLimit';

jest.setTimeout(limitOf(1));

/** `npm start` as a whole, in an n8n of its own. */
describe('npm start -- --once', () => {
	const play = async (
		service: Service,
		parameters: readonly string[] = [],
		hear: (line: string) => void = () => undefined,
	): Promise<{ code: number; text: string }> => {
		const lines: string[] = [];
		const options = readOptions(['--once', ...parameters], {});
		const say = (line: string): void => {
			lines.push(line);
			hear(line);
		};
		const { signal } = new AbortController();
		const code = await runInN8n(options, service, say, signal);
		return { code, text: lines.join('\n') };
	};

	describe('with a key', () => {
		let piApi: Simulator;
		beforeAll(async () => {
			piApi = await startSimulator();
		});
		afterAll(async () => await piApi.close());

		it('creates one image with the cheapest model, and nothing else', async () => {
			const { code, text } = await play(await openService(piApi.apiKey, piApi.url));
			const { name } = await readExample('first-image');
			expect(text).toContain(`Running "${name}" …`);
			expect(text).toMatch(/The run succeeded: 1 items, files saved: 1\./);
			expect(code).toBe(0);
			expect(piApi.ledger.createdTasks().map(({ request }) => request.model)).toEqual([
				'Qubico/flux1-schnell',
			]);
		});
	});

	it('runs the example with the video, then two workflows joined by a webhook', async () => {
		const service = await openService(undefined, '');
		try {
			const { code, text } = await play(service);
			const { name } = await readExample('image-to-video');
			expect(text).toContain(`Running "${name}" …`);
			expect(text).toMatch(/The run succeeded: 2 items, files saved: \d\./);
			expect(text).toContain(
				'The webhook of the task that one workflow created started the other.',
			);
			expect(code).toBe(0);
		} finally {
			await service.close();
		}
	});

	it('shows an execution that waits for a callback', async () => {
		const clock = alarmClock(Date.now());
		const service = await openService(undefined, '', { taskSeconds: 3, clock }, { callback: true });
		let ticking: NodeJS.Timeout | undefined;
		try {
			const { code, text } = await play(service, ['--callback'], (line) => {
				// No time passes for the tasks until the execution waits.
				if (line.includes('is waiting')) ticking = setInterval(() => clock.pass(0.2), 200);
			});
			expect(text).toMatch(
				/Execution \d+ is waiting, until PiAPI calls back …[^]*The run succeeded/,
			);
			expect(code).toBe(0);
		} finally {
			clearInterval(ticking);
			await service.close();
		}
	});
});
