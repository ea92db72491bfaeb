import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock } from '../../nodes/transport/clock';
import { projectFolder } from '../../tools/projectFolder';
import { version } from '../../package.json';
import { askFreeQuestions, readBalance } from './freeQuestions';
import { markdownOf } from './markdown';
import { PIAPI_URL } from './options';
import type { Plan } from './plan';
import { dollars } from './prices';
import { withoutTexts } from './redact';
import type { LiveReport } from './report';
import { openSession, type Session } from './session';
import { checkBrokenRequests, checkCancel, checkTask } from './taskChecks';

interface RunOptions {
	readonly plan: Plan;
	readonly key: string;
	readonly baseUrl: string;
	readonly capUsd: number;
	readonly waitSeconds?: number;
	readonly output?: string;
	readonly clock: Clock;
	readonly signal: AbortSignal;
	readonly say: (line: string) => void;
}

export const EXIT = { agrees: 0, deviates: 1, notSent: 2, stopped: 3, interrupted: 130 } as const;

export interface RunResult {
	readonly exitCode: number;
	readonly report: LiveReport;
	/** Where the report is. */
	readonly folder: string;
}

/** All steps, each of which does nothing once something is in doubt. */
async function check(session: Session, { tasks, cheapest }: Plan): Promise<number | null> {
	await askFreeQuestions(session);
	if (session.stopped() !== undefined) return null;
	const before = await readBalance(session);
	for (const task of tasks) await checkTask(session, task);
	if (cheapest) {
		await checkCancel(session, cheapest);
		await checkBrokenRequests(session, cheapest);
	}
	const after = session.signal.aborted ? undefined : await readBalance(session);
	return before === undefined || after === undefined ? null : before - after;
}

function reportOf(
	session: Session,
	{ capUsd, baseUrl }: RunOptions,
	balanceDownUsd: number | null,
): LiveReport {
	const costUsd = session.tasks.reduce((sum, { reading }) => sum + (reading?.costUsd ?? 0), 0);
	return {
		date: new Date(session.connection.clock.now()).toISOString().slice(0, 10),
		target: baseUrl === PIAPI_URL ? 'PiAPI' : 'another address',
		packageVersion: version,
		costs: { capUsd, committedUsd: session.budget.committed(), costUsd, balanceDownUsd },
		stopped: session.stopped() ?? null,
		deviations: session.deviations,
		tasks: session.tasks,
		questions: session.questions,
		skipped: session.skipped,
	};
}

async function write(report: LiveReport, output: string | undefined): Promise<string> {
	const name = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const folder = output ?? join(projectFolder, 'output', 'check-live', name);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
	await writeFile(join(folder, 'report.md'), markdownOf(report));
	return folder;
}

function exitCodeOf({ stopped, deviations }: LiveReport, signal: AbortSignal): number {
	if (signal.aborted) return EXIT.interrupted;
	if (stopped !== null) return EXIT.stopped;
	return deviations.length > 0 ? EXIT.deviates : EXIT.agrees;
}

function sayResult(session: Session, { deviations, costs, stopped }: LiveReport): void {
	const { say, created } = session;
	if (stopped !== null) say(`Stopped early: ${stopped}`);
	say(`Tasks created: ${created.length}`);
	for (const { id, operation, status } of created) say(`  ${id}  ${operation}  ${status}`);
	say(
		`Deviations: ${deviations.length}. Cost: ${dollars(costs.costUsd)}, at most ${dollars(costs.committedUsd)} of ${dollars(costs.capUsd)}.`,
	);
}

/** Asks, creates within the cap, compares, and writes the report; also when it was stopped. */
export async function runLiveCheck(options: RunOptions): Promise<RunResult> {
	const { key, plan, signal } = options;
	const say = (line: string): void => options.say(line.replaceAll(key, '***'));
	const session = openSession({ ...options, say });
	const balanceDown = await check(session, plan);
	const { connection } = session;
	const report = withoutTexts(reportOf(session, options, balanceDown), connection.texts(), key);
	const folder = await write(report, options.output);
	sayResult(session, report);
	say(`Report: ${folder}`);
	return { exitCode: exitCodeOf(report, signal), report, folder };
}
