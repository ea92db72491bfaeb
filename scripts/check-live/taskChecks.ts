import { echoes } from '../../nodes/task/sameRequest';
import { isObject } from '../../nodes/transport/json';
import type { TaskRequest } from '../../nodes/transport/task';
import { compareHistory, compareTask, echoOf } from './compare';
import { compareFailure, compareRefusal } from './compareError';
import { compareCompleted, linkPlaces } from './compareResult';
import type { RawAnswer } from './connection';
import { createOnce, type CreateResult } from './createOnce';
import { differs, shownPath } from './deviation';
import { valuesAt } from './fields';
import { estimateText } from './estimates';
import { follow, type Followed } from './follow';
import { formOf, noteQuestion } from './freeQuestions';
import { inferredOf } from './inferred';
import { createMark, MARKED_FIELDS, placesOfMark, withMark, type MarkedField } from './mark';
import type { PlannedTask } from './plan';
import { readingOf } from './reading';
import { shapeOf } from './redact';
import type { TaskReport, UsageReport } from './report';
import type { Session } from './session';

type Created = Extract<CreateResult, { outcome: 'created' }>;

/** Statuses that find fault with the request itself, not with the account. */
const REFUSED_FIELDS = [200, 400, 404, 422];

/** The status with which PiAPI refuses a body. */
const REFUSED_BODY = 400;

const usageIn = (answer: RawAnswer | undefined, when: UsageReport['when']): UsageReport[] =>
	valuesAt(answer?.body, 'data.meta.usage')
		.filter(isObject)
		.map((usage) => {
			const shape = shapeOf(usage, 'usage') as Partial<UsageReport>;
			const { type = null, frozen = null, consume = null } = shape;
			return { when, type, frozen, consume };
		});

const reportOf = (
	{ offer, worstUsd }: PlannedTask,
	purpose: string,
	outcome: string,
): TaskReport => ({
	operation: offer.name,
	model: offer.model,
	taskType: offer.taskType,
	purpose,
	outcome,
	worstUsd,
	estimate: estimateText(offer.estimate),
	statuses: [],
	usage: [],
	resultPlaces: [],
	inferred: [],
	forms: {},
});

/** Holds all answers about a task against the facts, and the product's reading of the last one. */
function noteFollowed(
	session: Session,
	planned: PlannedTask,
	purpose: string,
	{ created, followed, request }: { created: Created; followed: Followed; request: TaskRequest },
): TaskReport {
	const about = planned.offer.name;
	const { task } = planned.offer;
	const answers = [...(created.answer ? [created.answer] : []), ...followed.answers];
	const last = answers.at(-1);
	for (const answer of answers) session.find(about, compareTask(answer.body, request));
	if (followed.historyAnswer) session.find('History', compareHistory(followed.historyAnswer.body));
	const reading = readingOf(followed.task);
	if (reading.status === 'completed') {
		session.find(about, compareCompleted(last?.body, task, request, reading));
	}
	if (reading.status === 'failed') session.find(about, compareFailure(last?.body));
	return {
		...reportOf(planned, purpose, followed.hasEnded ? reading.status : 'notFinished'),
		statuses: answers.flatMap(({ body }) =>
			valuesAt(body, 'data.status').map((word) => shapeOf(word, 'status')),
		),
		seconds: followed.seconds,
		usage: [
			...usageIn(created.answer, 'create'),
			...(followed.hasEnded ? usageIn(last, 'end') : []),
		],
		echo: last === undefined ? undefined : echoOf(last.body, request),
		resultPlaces: linkPlaces(last?.body, request).map(shownPath),
		reading,
		inHistoryAfter: followed.inHistoryAfter ?? null,
		foundBySearch: followed.inHistoryAfter !== undefined && echoes(followed.task, request),
		inferred: inferredOf(planned.offer),
		forms: { create: formOf(created.answer), end: formOf(last) },
	};
}

/** Waits for a task that was created, and tells the budget and the terminal what became of it. */
async function followCreated(
	session: Session,
	what: string,
	created: Created,
	kind: PlannedTask['offer']['kind'],
): Promise<Followed> {
	const followed = await follow(session, what, created.task, kind);
	created.listed.status = followed.task.status;
	created.tell(followed.task.usage);
	session.say(`  ${followed.task.status} after ${followed.seconds} s`);
	if (!followed.hasEnded) {
		session.stopBecause(`A task (${what}) did not finish in time; it keeps running and is paid.`);
	}
	return followed;
}

interface Marked {
	readonly result: CreateResult;
	/** As it was answered. */
	readonly request: TaskRequest;
	readonly mark?: string;
}

/** Creates with a mark. Where PiAPI refuses it, and so created nothing, once more without. */
async function createMarked(
	session: Session,
	{ offer, request, worstUsd }: PlannedTask,
	field: MarkedField,
): Promise<Marked> {
	const mark = createMark();
	const marked = withMark(request, field, mark);
	const result = await createOnce(session, offer.name, marked, worstUsd);
	const isRefusedBody = result.outcome === 'refused' && result.answer?.status === REFUSED_BODY;
	if (!isRefusedBody || session.stopped() !== undefined) return { result, request: marked, mark };
	session.skipped.push(`A mark in ${MARKED_FIELDS[field]}: PiAPI refused the create (HTTP 400).`);
	return { result: await createOnce(session, offer.name, request, worstUsd), request };
}

const markReport = (
	mark: string | undefined,
	field: MarkedField,
	created: Created,
	{ answers, historyAnswer }: Followed,
): TaskReport['mark'] => {
	if (mark === undefined) return undefined;
	const places = { create: created.answer, get: answers.at(-1), history: historyAnswer };
	return {
		sentIn: MARKED_FIELDS[field],
		returnedIn: Object.entries(places).flatMap(([name, answer]) =>
			placesOfMark(answer, mark).map((path) => `${name}: ${path}`),
		),
	};
};

/** Creates a task with a mark, acts on it, awaits it and compares it. */
async function createAndFollow(
	session: Session,
	planned: PlannedTask,
	purpose: string,
	field: MarkedField,
	act: (created: Created) => Promise<Partial<TaskReport>>,
): Promise<CreateResult> {
	const { offer } = planned;
	const { result, request, mark } = await createMarked(session, planned, field);
	if (result.outcome === 'created') {
		const more = await act(result);
		const followed = await followCreated(session, offer.name, result, offer.kind);
		session.tasks.push({
			...noteFollowed(session, planned, purpose, { created: result, followed, request }),
			mark: markReport(mark, field, result, followed),
			...more,
		});
	} else if (result.outcome !== 'notSent') {
		const forms = { create: formOf(result.answer) };
		session.tasks.push({ ...reportOf(planned, purpose, result.outcome), forms });
	}
	return result;
}

/** A request that the facts allow; the form of its refusal is compared, whatever the reason. */
function noteRefused(session: Session, about: string, answer: RawAnswer): void {
	const { status } = answer;
	session.find(about, compareRefusal(answer, [status]));
	if (REFUSED_FIELDS.includes(status)) {
		session.find(about, [differs('refused', 'HTTP status', '200', String(status))]);
	} else session.skipped.push(`${about}: PiAPI refused it (HTTP ${status}).`);
}

/** A task that turns out to cost more than the cap is canceled while that is still possible. */
async function cancelOverrun(session: Session, { task }: Created): Promise<void> {
	if (session.budget.committed() <= session.budget.capUsd) return;
	const exchange = await session.connection.client.cancelTask(task.id);
	session.say(
		exchange.outcome === 'answered'
			? '  canceled: it costs more than the cap'
			: '  it costs more than the cap, and PiAPI did not cancel it',
	);
}

/** An operation that the user named: created, awaited, compared. */
export async function checkTask(session: Session, planned: PlannedTask): Promise<void> {
	const act = async (created: Created): Promise<Partial<TaskReport>> => {
		await cancelOverrun(session, created);
		return {};
	};
	const result = await createAndFollow(session, planned, 'result', 'webhookSecret', act);
	if (result.outcome === 'refused' && result.answer) {
		noteRefused(session, planned.offer.name, result.answer);
	}
}

/** A task that is canceled at once. */
export async function checkCancel(session: Session, planned: PlannedTask): Promise<void> {
	await createAndFollow(session, planned, 'cancel', 'ownName', async (created) => {
		// A task that the search found is most likely the own one; one that is canceled has to be it for certain.
		if (created.answer === undefined) return { cancel: { http: null, form: null } };
		const { outcome } = await session.connection.client.cancelTask(created.task.id);
		const answer = session.connection.lastAnswer();
		if (outcome === 'refused' && answer) {
			session.find('Cancel', compareRefusal(answer, [answer.status]));
		}
		return { cancel: { http: answer?.status ?? null, form: formOf(answer) } };
	});
}

/** How PiAPI refuses the fields of a task. It might accept them, so each counts as a create. */
export async function checkBrokenRequests(session: Session, planned: PlannedTask): Promise<void> {
	const { prompt: _, ...withoutPrompt } = planned.request.input;
	const broken = {
		'Create without a required field': withoutPrompt,
		'Create with a number in place of a text': { ...planned.request.input, prompt: 5 },
	};
	for (const [question, input] of Object.entries(broken)) {
		const request = { ...planned.request, input };
		const result = await createOnce(session, question, request, planned.worstUsd);
		if (result.outcome === 'notSent') continue;
		noteQuestion(session, question, result.answer);
		if (result.outcome === 'refused' && result.answer) {
			session.find(question, compareRefusal(result.answer, [REFUSED_BODY]));
		}
		if (result.outcome !== 'created') continue;
		session.find(question, [
			differs('errorForm', 'HTTP status', String(REFUSED_BODY), 'a task was created'),
		]);
		await session.connection.client.cancelTask(result.task.id);
		await followCreated(session, question, result, planned.offer.kind);
	}
}
