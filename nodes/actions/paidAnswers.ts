import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ExpectedCost } from '../catalog/expectedCost';
import { KINDS } from '../catalog/kinds';
import type { MediaKind, Operation } from '../catalog/vocabulary';
import { COST_OF_INVALID, openDryRuns, type Plan } from '../execute/dryRun';
import { fieldReader, type Parameters } from '../execute/parameters';
import type { ItemOutcome } from '../execute/outcome';
import type { ReadyItem, Run, Work } from '../execute/work';
import { attempt } from '../execute/prepareItems';
import { sourceDigest } from '../execute/sourceDigest';
import { digestOf } from '../request/digest';
import { draftOf } from '../request/draft';
import { missingBinary } from '../request/fileUploader';
import { mediaSources, type MediaSource } from '../request/mediaSources';
import { allRead, readNumber } from '../request/readValue';
import { systemClock } from '../task/clock';
import { problemOfRefusal, refusalIn, refusedAnswer } from '../task/contentRefusal';
import { isProblem, type Problem } from '../transport/problem';

const AT_ONCE = 8;

/** What is asked for one item, its files not read yet. */
export interface PaidRequest {
	/** The fields of the body, by their paths. */
	readonly texts: IDataObject;
	readonly sources: readonly MediaSource[];
	/** Milliseconds. */
	readonly timeout: number;
}

/** Milliseconds; the Timeout option is in seconds. */
function timeoutOf(parameters: Parameters, itemIndex: number, kind: MediaKind): number | Problem {
	const label = 'Timeout (Seconds)';
	const given = parameters.entry('options', 'timeout', itemIndex, label);
	const seconds = readNumber(label, given, { aboveZero: true });
	if (isProblem(seconds)) return seconds;
	return (seconds ?? KINDS[kind].timeoutSeconds) * 1000;
}

/** What is asked, and of whom. */
interface PaidEndpoint {
	readonly operation: Operation;
	readonly kind: MediaKind;
	/** Changes the fields of a body before it counts as read; they stay as they are when left out. */
	adapt?(texts: IDataObject): IDataObject | Problem;
	/** The body, with the names of binary fields in place of their files. */
	outlineOf(request: PaidRequest): IDataObject;
	costOf(request: PaidRequest): ExpectedCost;
	/** The answer as it came, as plain data; undefined when the run ended first. */
	ask(item: ReadyItem<PaidRequest>): Promise<IDataObject | Problem | undefined>;
	/** Makes items of it, for which files may have to be stored. */
	itemsOf(answer: IDataObject, itemIndex: number): Promise<ItemOutcome>;
}

/**
 * For endpoints that answer at once and cost money. What an item got is kept on record until all items are done, so
 * that Retry On Fail, and a retry of the execution, ask only for what is missing. That begins with the answer, before its
 * files are stored. Refused content is not sent again.
 */
export function paidAnswers(run: Run, endpoint: PaidEndpoint): Work<PaidRequest> {
	const dryRuns = openDryRuns(run, (itemIndex) => planOf(run, itemIndex, endpoint));
	return {
		atOnce: AT_ONCE,
		withoutRun: dryRuns.withoutRun,
		prepare: (itemIndex) => requestOf(run.parameters, itemIndex, endpoint),
		async begin() {
			await Promise.resolve(dryRuns.show());
		},
		async run(item) {
			const { itemIndex, prepared } = item;
			const digest = digestOf([prepared.texts, prepared.sources]);
			const source = sourceDigest(run.context, itemIndex);
			const before = run.records.find(itemIndex, digest, source);
			if (before?.answer !== undefined) return before.answer as unknown as INodeExecutionData[];
			if (before?.refusal !== undefined) return problemOfRefusal(before.refusal);
			const { executionId, records } = run;
			const sent = { sentAt: systemClock.now(), digest, source, executionId };
			const given = before?.received ?? (await endpoint.ask(item));
			if (given === undefined) return undefined;
			if (isProblem(given)) {
				const problem = refusedAnswer(given);
				const refusal = refusalIn(problem);
				if (refusal !== undefined) records.write(itemIndex, { ...sent, refusal });
				return problem;
			}
			records.write(itemIndex, { ...sent, received: given });
			const outcome = await endpoint.itemsOf(given, itemIndex);
			if (!isProblem(outcome)) {
				const answer = outcome as unknown as IDataObject[];
				records.write(itemIndex, { ...sent, answer });
			}
			return outcome;
		},
	};
}

const requestOf = (
	parameters: Parameters,
	itemIndex: number,
	{ operation, kind, adapt = (texts) => texts }: PaidEndpoint,
): PaidRequest | Problem => {
	const texts = textsOf(parameters, itemIndex, operation);
	return allRead({
		texts: isProblem(texts) ? texts : adapt(texts),
		sources: sourcesOf(parameters, itemIndex, operation),
		timeout: timeoutOf(parameters, itemIndex, kind),
	});
};

/** What would be asked for an item. */
function planOf(run: Run, itemIndex: number, endpoint: PaidEndpoint): Plan {
	const request = attempt(() => requestOf(run.parameters, itemIndex, endpoint));
	if (isProblem(request)) {
		return { request: undefined, cost: COST_OF_INVALID, problems: [request], hints: [] };
	}
	const missing = missingBinary(request.sources, run.context.helpers);
	return {
		request: endpoint.outlineOf(request),
		cost: endpoint.costOf(request),
		problems: missing === undefined ? [] : [missing],
		hints: [],
	};
}

/** The texts of a request's body, by their paths. */
function textsOf(
	parameters: Parameters,
	itemIndex: number,
	operation: Operation,
): IDataObject | Problem {
	const draft = draftOf(
		{ ...operation, fields: operation.fields.filter(({ type }) => type !== 'media') },
		{
			itemIndex,
			read: fieldReader(parameters, itemIndex),
			serviceMode: '',
			webhookUrl: '',
			webhookSecret: '',
		},
	);
	return isProblem(draft) ? draft : draft.request.input;
}

/** The files that an operation's media fields name. */
function sourcesOf(
	parameters: Parameters,
	itemIndex: number,
	{ fields }: Operation,
): MediaSource[] | Problem {
	const read = fieldReader(parameters, itemIndex);
	const sources: MediaSource[] = [];
	for (const field of fields) {
		if (field.type !== 'media') continue;
		const found = mediaSources(field, read(field), itemIndex);
		if (isProblem(found)) return found;
		sources.push(...found);
	}
	return sources;
}
