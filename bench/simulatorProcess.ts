/** The simulator in a process of its own, so that its time and memory do not count. */
import { startSimulator, type Simulator } from '../tools/simulator/simulator';
import { answerCalls } from './childProcess';
import { sharedClock } from './clock';
import type { SimulatorCalls, SimulatorPlan } from './simulatorPlan';

const MEGABYTE = 1024 ** 2;

let simulator: Simulator | undefined;

const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

/** From 0 to 1, evenly spread over any run of numbers. */
const fractionOf = (number: number): number => (number * GOLDEN_RATIO) % 1;

const secondsOf = ({ taskSeconds }: SimulatorPlan) => {
	if (typeof taskSeconds === 'number') return taskSeconds;
	if ('around' in taskSeconds) {
		const { around, share } = taskSeconds;
		return (_: unknown, taskNumber: number): number =>
			around * (1 + share * (2 * fractionOf(taskNumber) - 1));
	}
	const { from, to, count } = taskSeconds;
	return (_: unknown, taskNumber: number): number =>
		from + ((to - from) * (taskNumber - 1)) / Math.max(1, count - 1);
};

const open: SimulatorCalls['open'] = async ({ clock, families, faults = [], ...plan }) => {
	await simulator?.close();
	simulator = await startSimulator({
		taskSeconds: secondsOf(plan),
		accountConcurrency: plan.accountConcurrency,
		maxConcurrent: plan.maxConcurrent,
		clock: sharedClock(clock.start, clock.speed),
		...(families && { families }),
	});
	const { url, uploadUrl, apiKey, behaviour } = simulator;
	const bigFile = simulator.bigFile(plan.resultBytes ?? MEGABYTE, 'large.png');
	if (plan.resultBytes !== undefined) {
		behaviour.outcome = (_, taskNumber) =>
			taskNumber === 1 ? 'completed' : { output: { image_url: bigFile } };
	}
	for (const { every, ...fault } of faults) {
		simulator.fault({ ...fault, when: (count) => count % every === 0 });
	}
	return { url, uploadUrl, apiKey, bigFile };
};

const story: SimulatorCalls['story'] = async () => {
	if (simulator === undefined) throw new Error('No simulator is open');
	const { ledger } = simulator;
	const statusRequests = ledger.requestsTo('status');
	const agesById = new Map<string, number[]>();
	for (const { path, at } of statusRequests) {
		const id = path.split('/').at(-1) ?? '';
		agesById.set(id, [...(agesById.get(id) ?? []), at]);
	}
	return await Promise.resolve({
		tasks: ledger.createdTasks().map(({ id, request, createdAt, endsAt }) => ({
			id,
			prompt: String(request.input.prompt),
			createdAt,
			duration: endsAt - createdAt,
			requestAges: (agesById.get(id) ?? []).map((at) => at - createdAt),
		})),
		requests: ledger.requests.length,
		faults: [...statusRequests, ...ledger.requestsTo('create')].filter(
			({ fault }) => fault !== undefined,
		).length,
	});
};

answerCalls<SimulatorCalls>({ open, story });
