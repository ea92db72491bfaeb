import { classifyFailure } from '../../nodes/transport/failure';
import { createProblem, type Problem } from '../../nodes/transport/problem';
import { answeredWith } from './connectionStage';
import { busy, creating, lost, made, problem, refused } from './createStage';

const NOT_SENT =
	'The request was not sent again, because that could create and charge a second task.';
const AROUND = '2001-09-09T01:46:40.000Z';

it('a request that is wrong is not sent, and gives its slot back', async () => {
	const wrong = createProblem({ message: 'The file is too large', advice: 'Make it smaller.' });
	const request = async (): Promise<Problem> => await Promise.resolve(wrong);
	const { run, sentAt, slotCalls, results } = creating([made], { request });
	await run();
	expect(sentAt).toEqual([]);
	expect(slotCalls).toEqual(['take', 'release']);
	expect(results).toEqual([wrong]);
});

it('a create that PiAPI refused has its reason, leaves no record and is not searched for', async () => {
	const { run, results, records, searches } = creating([refused]);
	await run();
	expect(results).toEqual([problem]);
	expect(searches).toEqual([]);
	expect(records.find(0, 'digest')).toBeUndefined();
});

it('tells for how long PiAPI takes no tasks', async () => {
	const told: Array<number | undefined> = [];
	const { run } = creating([busy, made], { onBusy: (retryAfter) => told.push(retryAfter) });
	await run();
	expect(told).toEqual([7000]);
});

describe('what an error says of a create whose task is unknown', () => {
	it('is what may have happened, and what to do', async () => {
		const { run, results } = creating([lost], { finding: { candidates: [], history: 'unread' } });
		await run();
		expect(results).toMatchObject([
			{
				message: 'no; it is unknown whether the task was created',
				advice: `${NOT_SENT} PiAPI's task history could not be read. Check the PiAPI workspace for a task created around ${AROUND}. If there is none in some minutes, run only this item again.`,
			},
		]);
	});

	it('is which tasks it may be', async () => {
		const candidates = Array.from({ length: 20 }, (_, index) => `task-${index}`);
		const finding = { candidates, history: 'undecided' as const };
		const { run, results } = creating([lost], { finding });
		await run();
		expect(results).toMatchObject([
			{
				candidates,
				advice: `${NOT_SENT} It may be one of these tasks: ${candidates.join(', ')}. Fetch them with the operation Get Task.`,
			},
		]);
	});

	it('is where to look, if something else than PiAPI answered', async () => {
		const elsewhere = { ...problem, advice: 'Check the proxy.', isElsewhere: true };
		const { run, results } = creating([{ outcome: 'unclear', problem: elsewhere }]);
		await run();
		expect(results).toMatchObject([{ advice: expect.stringMatching(/ Check the proxy\.$/) }]);
	});

	it('is not to try the request again', async () => {
		const thrown = Object.assign(new Error('cut off'), { code: 'ECONNRESET' });
		const { run, results } = creating([classifyFailure(thrown, false)]);
		await run();
		expect(results).toMatchObject([
			{
				message:
					'The connection to PiAPI ended before an answer arrived (ECONNRESET); it is unknown whether the task was created',
				advice: expect.not.stringMatching(/again later/),
			},
		]);
	});

	it('is the same where the search itself fails', async () => {
		const onSearch = (): void => {
			throw new Error('broken');
		};
		const { run, results, records } = creating([lost], { onSearch });
		await run();
		expect(results).toMatchObject([
			{ unclear: true, advice: expect.stringContaining("PiAPI's task history could not be read.") },
		]);
		expect(records.find(0, 'digest')).toBeDefined();
	});

	it('is that the answer names no task', async () => {
		const { run, results } = creating([answeredWith({ status: 'pending' })]);
		await run();
		expect(results).toMatchObject([
			{
				message: "PiAPI's answer contains no task ID; it is unknown whether the task was created",
			},
		]);
	});

	it('is that the answer is about the task of another item', async () => {
		const { run, results, account } = creating([made]);
		account.claims.claim('task-1', 'another');
		await run();
		expect(results).toMatchObject([
			{
				message: expect.stringMatching(/^PiAPI answered with the task of another item: task-1; /),
			},
		]);
	});

	it('is that the answer is about another task', async () => {
		const hen = { model: 'midjourney', task_type: 'imagine', input: { prompt: 'a hen' } };
		const answer = answeredWith({ task_id: 'task-1', status: 'pending', ...hen });
		const { run, results, account } = creating([answer]);
		account.openCreates.open(hen);
		await run();
		expect(results).toMatchObject([
			{
				message: expect.stringMatching(
					/^PiAPI returned a different task than the one requested: task-1; /,
				),
			},
		]);
	});
});

it('a task is told by the inputs that are kept, numbers and lists as well', async () => {
	const input = { prompt: 'A'.repeat(4_000), seeds: Array<number>(5_000).fill(1), mask: null };
	const { run, whenSent } = creating([made], { input });
	await run();
	expect(whenSent).toMatchObject([{ sent: input }]);
});
