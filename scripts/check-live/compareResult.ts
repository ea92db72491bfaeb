import type { TaskRequest } from '../../nodes/transport/task';
import type { FactTask } from '../../tools/facts/factFamily';
import { dataOf } from './compare';
import { shownPath, type Found } from './deviation';
import { fieldsOf, valuesAt } from './fields';
import { possibleCosts } from './prices';
import type { Reading } from './reading';
import { shapeOf } from './redact';

const isLink = (value: unknown): value is string =>
	typeof value === 'string' && /^https?:\/\//i.test(value);

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
	return [...new Set([...own, ...links.map(({ path }) => path.replaceAll('[]', ''))])];
}

function compareResults(answer: unknown, task: FactTask, request: TaskRequest): Found[] {
	const expected = task.output.map(({ path }) => path.replaceAll('[]', ''));
	const { output } = dataOf(answer);
	const places = linkPlaces(answer, request);
	const asLinks = places
		.filter((path) => !expected.includes(path))
		.map((path): Found => ({
			kind: 'resultPath',
			where: shownPath(path),
			expected: expected.join(', ') || 'not known',
			found: 'a link',
		}));
	const hasPart = (path: string): boolean =>
		expected.some(
			(known) => known === path || known.startsWith(`${path}.`) || path.startsWith(`${known}.`),
		);
	const others = fieldsOf(output, 'data.output')
		.map(({ path, value }) => ({ path: path.replaceAll('[]', ''), value }))
		.filter(({ path, value }) => !hasPart(path) && !isLink(value) && typeof value !== 'object')
		.map(({ path, value }): Found => ({
			kind: 'unknownField',
			where: shownPath(path),
			expected: 'no such field',
			found: JSON.stringify(shapeOf(value, path)),
		}));
	return [...asLinks, ...others];
}

function compareReading(answer: unknown, request: TaskRequest, reading: Reading): Found[] {
	const usage = valuesAt(answer, 'data.meta.usage.consume')[0];
	const hasLink = linkPlaces(answer, request).length > 0;
	return [
		...(reading.hasUrl || reading.hasText
			? []
			: [
					{
						kind: 'unreadResult' as const,
						where: 'data.output',
						expected: 'a file or a text',
						found: hasLink ? 'links, none of which is read' : 'no link',
					},
				]),
		...(reading.costUsd === undefined && Number(usage) > 0
			? [
					{
						kind: 'usageType' as const,
						where: 'data.meta.usage',
						expected: 'a cost that the package reads',
						found: 'a usage without a cost',
					},
				]
			: []),
	];
}

/** Costs are compared to a hundredth. */
const NEAR = 0.01;

function comparePrice(request: TaskRequest, costUsd: number | undefined): Found[] {
	const expected = possibleCosts(request);
	if (costUsd === undefined || expected === undefined) return [];
	const agrees = expected.some((cost) => Math.abs(cost - costUsd) <= cost * NEAR);
	if (agrees) return [];
	const amounts = [...new Set(expected)].map((cost) => String(Number(cost.toPrecision(6))));
	return [
		{
			kind: 'price',
			where: 'data.meta.usage.consume',
			expected: `${amounts.join(' or ')} US dollars`,
			found: `${costUsd} US dollars`,
		},
	];
}

/** The last answer about a task that completed. */
export const compareCompleted = (
	answer: unknown,
	task: FactTask,
	request: TaskRequest,
	reading: Reading,
): Found[] => [
	...compareResults(answer, task, request),
	...compareReading(answer, request, reading),
	...comparePrice(request, reading.costUsd),
];
