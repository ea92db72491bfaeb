import { folded, isTrue } from './evaluate';
import { NOTHING, SOMETHING } from './situation';

/** A row of a condition: two values and what n8n does with them. */
export interface Comparison {
	/** string, number, dateTime, boolean, array or object. */
	readonly type: string;
	readonly operation: string;
	readonly left: unknown;
	readonly right: unknown;
}

/** The first versions of IF and Switch have other names for the same. */
const SAME: Readonly<Record<string, string>> = {
	equal: 'equals',
	notEqual: 'notEquals',
	isEmpty: 'empty',
	isNotEmpty: 'notEmpty',
	larger: 'gt',
	largerEqual: 'gte',
	smaller: 'lt',
	smallerEqual: 'lte',
};

/** Operations that say the opposite of another one. */
const OPPOSITE: Readonly<Record<string, string>> = {
	notExists: 'exists',
	notEmpty: 'empty',
	notEquals: 'equals',
	notContains: 'contains',
	notStartsWith: 'startsWith',
	notEndsWith: 'endsWith',
	notRegex: 'regex',
	lengthNotEquals: 'lengthEquals',
};

/** Longer texts are not matched: a pattern may take ever longer for them. */
const LONGEST = 20;

function matches(text: string, pattern: string): boolean | undefined {
	const [, source = pattern, flags = ''] = /^\/(.*)\/([a-z]*)$/.exec(pattern) ?? [];
	try {
		return text.length > LONGEST ? undefined : new RegExp(source, flags).test(text);
	} catch {
		return undefined;
	}
}

function ofTexts(operation: string, left: string, right: string): boolean | undefined {
	switch (operation) {
		case 'equals':
			return left === right;
		case 'contains':
			return left.includes(right);
		case 'startsWith':
			return left.startsWith(right);
		case 'endsWith':
			return left.endsWith(right);
		default:
			return undefined;
	}
}

function ofNumbers(operation: string, left: number, right: number): boolean | undefined {
	switch (operation.replace(/^length/, '').toLowerCase()) {
		case 'equals':
			return left === right;
		case 'gt':
		case 'after':
			return left > right;
		case 'gte':
		case 'afterorequals':
			return left >= right;
		case 'lt':
		case 'before':
			return left < right;
		case 'lte':
		case 'beforeorequals':
			return left <= right;
		default:
			return undefined;
	}
}

const isUnset = (value: unknown): boolean =>
	value === undefined || value === null || value === NOTHING;

/** What can be told of a result without its value. */
function ofResult({ type, operation, left, right }: Comparison): boolean | undefined {
	const isThere = left === SOMETHING;
	switch (operation) {
		case 'exists':
		case 'true':
			return isThere;
		case 'empty':
		case 'false':
			return !isThere;
		case 'equals':
			if (right === '' && type === 'string') return !isThere;
			return isThere || typeof right !== 'string' ? undefined : false;
		case 'contains':
		case 'startsWith':
			if (typeof right !== 'string' || right === '') return undefined;
			return isThere ? 'https://'.startsWith(right.toLowerCase()) || undefined : false;
		default:
			return undefined;
	}
}

const numberIn = (value: unknown): number | undefined => {
	if (typeof value === 'number') return value;
	const isNumber =
		typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
	return isNumber ? Number(value) : undefined;
};

const timeIn = (value: unknown): number | undefined => {
	const time = typeof value === 'string' ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? undefined : time;
};

const bothOr = (
	operation: string,
	left: number | undefined,
	right: number | undefined,
): boolean | undefined =>
	left === undefined || right === undefined ? undefined : ofNumbers(operation, left, right);

function ofValues({ type, operation, left, right }: Comparison): boolean | undefined {
	if (operation === 'exists') return !isUnset(left);
	switch (type) {
		case 'string': {
			const [one, other] = [left ?? '', right ?? ''];
			if (typeof one !== 'string') return undefined;
			if (operation === 'empty') return one === '';
			if (typeof other !== 'string') return undefined;
			return operation === 'regex'
				? matches(one, other)
				: ofTexts(operation, String(folded(one)), String(folded(other)));
		}
		case 'number':
			if (operation === 'empty') return isUnset(left) || left === '';
			return bothOr(operation, numberIn(left), numberIn(right));
		case 'dateTime':
			if (operation === 'empty') return isUnset(left) || left === '';
			return bothOr(operation, timeIn(left), timeIn(right));
		case 'boolean': {
			const [one, other] = [left, right].map((value) =>
				value === 'true' || value === 'false' ? value === 'true' : value,
			);
			if (operation === 'empty') return isUnset(one);
			if (typeof one !== 'boolean') return undefined;
			if (operation === 'true' || operation === 'false')
				return isTrue(one) === (operation === 'true');
			return operation === 'equals' && typeof other === 'boolean' ? one === other : undefined;
		}
		case 'array': {
			const list = left ?? [];
			if (!Array.isArray(list)) return undefined;
			if (operation === 'empty') return list.length === 0;
			return operation === 'contains'
				? list.map(folded).includes(folded(right))
				: bothOr(operation, list.length, numberIn(right));
		}
		case 'object':
			return operation === 'empty' && isUnset(left) ? true : undefined;
		default:
			return undefined;
	}
}

/** The outcome of a comparison, by n8n's names of it in all versions; undefined when it depends on more. */
export function outcomeOf(given: Comparison): boolean | undefined {
	const modern = SAME[given.operation] ?? given.operation;
	const opposite = OPPOSITE[modern];
	const comparison = { ...given, operation: opposite ?? modern };
	const isResult = [SOMETHING, NOTHING].some((result) => result === given.left);
	const isSwapped = [SOMETHING, NOTHING].some((result) => result === given.right);
	const outcome = isResult ? ofResult(comparison) : isSwapped ? undefined : ofValues(comparison);
	return opposite === undefined || outcome === undefined ? outcome : !outcome;
}
