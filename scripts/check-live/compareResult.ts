import { isWithin } from '../../nodes/request/objectPath';
import type { TaskRequest } from '../../nodes/transport/task';
import type { TaskFacts } from '../../tools/facts/facts';
import { dataOf } from './compare';
import { differs, shownPath, unknownField, type Found } from './deviation';
import { fieldsOf, valuesAt } from './fields';
import { possibleCosts } from './prices';
import type { Reading } from './reading';

const isLink = (value: unknown): value is string =>
	typeof value === 'string' && /^https?:\/\//i.test(value);

const withoutLists = (path: string): string => path.replaceAll('[]', '');

/** Links on the way to a result, such as a preview of what PiAPI was given, repeat the input. */
const isEchoed = (link: string, request: TaskRequest): boolean =>
	fieldsOf(request.input).some(({ value }) => value === link);

/** Where the links of a finished task are, without the marks of lists. */
export function linkPlaces(answer: unknown, request: TaskRequest): string[] {
	const { output } = dataOf(answer);
	const links = fieldsOf(output, 'data.output').filter(
		({ value }) => isLink(value) && !isEchoed(String(value), request),
	);
	const own = isLink(output) ? ['data.output'] : [];
	return [...new Set([...own, ...links.map(({ path }) => withoutLists(path))])];
}

function compareResults(answer: unknown, task: TaskFacts, request: TaskRequest): Found[] {
	const expected = task.output.map(({ path }) => withoutLists(path));
	const asLinks = linkPlaces(answer, request)
		.filter((path) => !expected.includes(path))
		.map((path) =>
			differs('resultPath', shownPath(path), expected.join(', ') || 'not known', 'a link'),
		);
	const hasPart = (path: string): boolean =>
		expected.some((known) => isWithin(known, path) || isWithin(path, known));
	const others = fieldsOf(dataOf(answer).output, 'data.output')
		.filter(({ value }) => !isLink(value) && typeof value !== 'object')
		.map(({ path, value }) => ({ path: withoutLists(path), value }))
		.filter(({ path }) => !hasPart(path))
		.map(({ path, value }) => unknownField(path, value));
	return [...asLinks, ...others];
}

function compareReading(answer: unknown, request: TaskRequest, reading: Reading): Found[] {
	const [usage] = valuesAt(answer, 'data.meta.usage.consume');
	const result: Found[] = [];
	if (!reading.hasUrl && !reading.hasText) {
		const hasLink = linkPlaces(answer, request).length > 0;
		const found = hasLink ? 'links, none of which is read' : 'no link';
		result.push(differs('unreadResult', 'data.output', 'a file or a text', found));
	}
	if (reading.costUsd === undefined && Number(usage) > 0) {
		const expected = 'a cost that the package reads';
		result.push(differs('usageType', 'data.meta.usage', expected, 'a usage without a cost'));
	}
	return result;
}

/** Costs are compared to a hundredth. */
const NEAR = 0.01;

function comparePrice(request: TaskRequest, costUsd: number | undefined): Found[] {
	const expected = possibleCosts(request);
	if (costUsd === undefined || expected === undefined) return [];
	const agrees = expected.some((cost) => Math.abs(cost - costUsd) <= cost * NEAR);
	if (agrees) return [];
	const amounts = [...new Set(expected)].map((cost) => String(Number(cost.toPrecision(6))));
	const wanted = `${amounts.join(' or ')} US dollars`;
	return [differs('price', 'data.meta.usage.consume', wanted, `${costUsd} US dollars`)];
}

/** The last answer about a task that completed. */
export const compareCompleted = (
	answer: unknown,
	task: TaskFacts,
	request: TaskRequest,
	reading: Reading,
): Found[] => [
	...compareResults(answer, task, request),
	...compareReading(answer, request, reading),
	...comparePrice(request, reading.costUsd),
];
