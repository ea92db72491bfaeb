/** The simulator in a process of its own, so that its time and memory do not count. */
import { realClock } from '../tools/simulator/clock';
import type { RequestRecord } from '../tools/simulator/ledger';
import { startSimulator, type Simulator } from '../tools/simulator/simulator';
import { answerQuestions } from './answering';
import { sharedClock } from './clock';
import type { Address, Question, Reply, SimulatorPlan, Story } from './simulatorPlan';

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

async function open(plan: SimulatorPlan): Promise<Address> {
	await simulator?.close();
	const opened = await startSimulator({
		taskSeconds: secondsOf(plan),
		accountConcurrency: plan.accountConcurrency,
		maxConcurrent: plan.maxConcurrent,
		clock: plan.clock ? sharedClock(plan.clock.start, plan.clock.speed) : realClock,
		...(plan.families ? { families: plan.families } : {}),
	});
	simulator = opened;
	const bigFile = opened.bigFile(plan.resultBytes ?? MEGABYTE, 'large.png');
	if (plan.resultBytes !== undefined) {
		opened.behaviour.outcome = (_, taskNumber) =>
			taskNumber === 1 ? 'completed' : { output: { image_url: bigFile } };
	}
	for (const { every, ...fault } of plan.faults ?? []) {
		opened.fault({ ...fault, when: (count) => count % every === 0 });
	}
	const { url, uploadUrl, apiKey } = opened;
	return { url, uploadUrl, apiKey, bigFile };
}

function storyOf({ ledger }: Simulator): Story {
	const looks = ledger.requestsTo('status');
	const creates = ledger.requestsTo('create');
	const looksOf = new Map<string, RequestRecord[]>();
	for (const look of looks) {
		const id = look.path.split('/').at(-1) ?? '';
		looksOf.set(id, [...(looksOf.get(id) ?? []), look]);
	}
	return {
		tasks: ledger.createdTasks().map((task) => ({
			id: task.id,
			prompt: String(task.request.input.prompt),
			createdAt: task.createdAt,
			duration: task.endsAt - task.createdAt,
			lookAges: (looksOf.get(task.id) ?? []).map(({ at }) => at - task.createdAt),
		})),
		createRequests: creates.length,
		refusedCreates: creates.filter(({ answered }) => answered === 429).length,
		lookRequests: looks.length,
		requestTimes: ledger.requests.map(({ at }) => at),
		faults: [...looks, ...creates].filter(({ fault }) => fault !== undefined).length,
	};
}

async function replyTo(question: Question): Promise<Reply> {
	if (question.ask === 'open') return { address: await open(question.plan) };
	if (simulator === undefined) throw new Error('No simulator is open');
	return { story: storyOf(simulator) };
}

answerQuestions(replyTo);
