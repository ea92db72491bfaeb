import type { Setting } from '../engine/setting';
import { isObject } from '../../tools/simulator/json';
import type { RequestRecord } from '../../tools/simulator/requestRecord';
import type { TaskRequest } from '../../tools/simulator/options';
import type { SimulatedTask } from '../../tools/simulator/simulatedTask';
import { outOfBalance } from './balance';
import { combinationsOf, type FaultCase } from './cases';
import {
	behaviourFor,
	FIRST_FAILURES,
	isFirst,
	losesCreates,
	parametersFor,
	type FailureName,
} from './firstFailures';
import { PROMPT } from './playCase';
import { CANCEL_PLAYS, nameOf, PLAYS, type Play } from './plays';
import { inputItems, nodeSettings, runAndRetry, SPEED, testEach } from './runCase';

interface FallbackCase extends FaultCase {
	/** How the first model fails. */
	readonly failure: FailureName;
	readonly on: 'create' | 'status' | 'cancel';
}

const ITEMS = 8;
/** How many there are of each kind, about, when nothing goes wrong. */
const USUAL = { create: 2 * ITEMS, status: 5 * ITEMS, cancel: ITEMS };

const failures = Object.keys(FIRST_FAILURES) as FailureName[];
const timeouts = failures.filter((name) => name.startsWith('timeout'));

/** Nothing is known of these that another play does not show; with `FAULTS=all` they are played, too. */
const ALIKE =
	/badGateway|unavailable|Retry-After|redirect|5 s|emptyBody|error(Missing|Null)|metaEmpty|Capitalised/;
const few = (plays: readonly Play[]): readonly Play[] =>
	process.env.FAULTS === 'all' ? plays : plays.filter((play) => !ALIKE.test(nameOf(play)));

const casesOf = (
	on: FallbackCase['on'],
	plays: readonly Play[],
	names: readonly FailureName[],
): FallbackCase[] => combinationsOf(few(plays), { failure: names }).map((row) => ({ ...row, on }));

const cases: FallbackCase[] = [
	...casesOf('create', PLAYS.create, failures),
	...casesOf('status', PLAYS.status, failures),
	...casesOf('cancel', CANCEL_PLAYS, timeouts),
];

const isOfFirst = ({ body }: RequestRecord): boolean =>
	isObject(body) && isFirst(body as unknown as TaskRequest);

/** Whether it has completed, or will. */
const completes = ({ outcome, cancelled }: SimulatedTask): boolean =>
	!cancelled && !(typeof outcome === 'object' && 'failed' in outcome);

/** How many items there were, and how many tasks of later models. */
const total = { items: 0, fallbacks: 0 };

async function play(played: FallbackCase, setting: Setting): Promise<boolean> {
	const { condition: _condition, ways: _ways, ...fault } = played.play;
	const { on, when } = played;
	if (fault.kind === 'anotherTask') setting.piApi.addTask();
	setting.piApi.fault({ on, when, total: USUAL[on], ...fault });
	if (losesCreates(played.failure)) {
		const lost = { kind: 'serverError', workDone: true } as const;
		setting.piApi.fault({ on: 'create', when: 'all', only: isOfFirst, ...lost });
	}
	const options = {
		nodeType: 'n8n-nodes-piapi-unified.piApi',
		items: inputItems(ITEMS),
		settings: nodeSettings(played),
	};
	const parameters = parametersFor(played.failure, PROMPT);
	const runs = await runAndRetry(setting, parameters, options, played);
	const made = setting.piApi.ledger.createdTasks();
	total.items += ITEMS;
	total.fallbacks += made.filter(({ request }) => !isFirst(request)).length;
	const balance = outOfBalance({
		setting,
		played,
		runs,
		items: ITEMS,
		hasPrompts: true,
		hasHistory: false,
		counts: completes,
		most: 1,
	});
	expect(balance).toEqual([]);
	return setting.piApi.ledger.requestsTo(on).some((request) => request.fault !== undefined);
}

afterAll(() => {
	// Where no other model is ever tried, nothing is paid twice.
	expect(total.fallbacks).toBeGreaterThan(total.items / 4);
});

testEach({
	cases,
	title: 'fallback, $failure, $on',
	speed: SPEED,
	behaviourOf: ({ failure }) => behaviourFor(failure),
	play,
});
