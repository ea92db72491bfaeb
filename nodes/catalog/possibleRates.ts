import { listedChoices } from './fields';
import {
	fieldAt,
	isSame,
	isSet,
	numberAt,
	valueAt,
	type Known,
	type Priced,
} from './pricedRequest';
import type { Rate } from './price';
import type { Field, Rule } from './vocabulary';

/** Values of the input by path. */
type Values = Readonly<Record<string, unknown>>;

/** As PiAPI counts: an example of 1024 by 1024 pixels has one, see `tools/recorded`. */
const MEGAPIXEL = 1024 * 1024;

function megapixelsOf(priced: Priced): Known<number> {
	const [width, height] = [numberAt(priced, 'width'), numberAt(priced, 'height')];
	return width === undefined || height === undefined ? undefined : (width * height) / MEGAPIXEL;
}

/** The values that a field can have, where there are not too many to list. */
function listedValues(field: Field | undefined): readonly unknown[] {
	if (field?.type === 'boolean') return [true, false];
	return listedChoices(field).map(({ value }) => value);
}

const isOneOf = (value: unknown, values: readonly unknown[] | undefined): boolean =>
	isSet(value) && (values?.some((other) => isSame(value, other)) ?? true);

const isRefused = (rule: Rule, values: Values, { variant }: Priced): boolean =>
	rule.kind === 'notWhen' &&
	isOneOf(values[rule.path], rule.values) &&
	('models' in rule.when
		? rule.when.models.includes(variant.value)
		: isOneOf(values[rule.when.path], rule.when.values));

/**
 * The fields that decide about the price, with what the request sets or PiAPI then uses. Where that is not known, there is
 * an entry for each value that the field can have, without those that PiAPI refuses.
 */
function possibleValues(priced: Priced): Values[] {
	const { operation, price, variant } = priced;
	const ofModel = price.rates.filter(({ models }) => models?.includes(variant.value) ?? true);
	const paths = new Set(ofModel.flatMap(({ when = {} }) => Object.keys(when)));
	let all: Values[] = [{}];
	for (const path of paths) {
		const value = valueAt(priced, path);
		const listed = value === undefined ? listedValues(fieldAt(priced, path)) : [];
		const values = listed.length === 0 ? [value] : listed;
		all = all.flatMap((chosen) => values.map((one) => ({ ...chosen, [path]: one })));
	}
	const rules = operation.rules ?? [];
	return all.filter((values) => !rules.some((rule) => isRefused(rule, values, priced)));
}

/** Whether a rate holds: undefined where that is open. */
function holds(rate: Rate, values: Values, priced: Priced): Known<boolean> {
	const { models, when = {}, mostMegapixels } = rate;
	if (models !== undefined && !models.includes(priced.variant.value)) return false;
	const answers = Object.entries(when).map(([path, wanted]): Known<boolean> => {
		const value = values[path];
		return value === undefined ? undefined : isOneOf(value, wanted);
	});
	if (mostMegapixels !== undefined) {
		const size = megapixelsOf(priced);
		answers.push(size === undefined ? undefined : size <= mostMegapixels);
	}
	if (answers.includes(false)) return false;
	return answers.includes(undefined) ? undefined : true;
}

/** The rates that may hold, up to the first that certainly does; undefined when none certainly does. */
function ratesWith(values: Values, priced: Priced): Known<Rate[]> {
	const possible: Rate[] = [];
	for (const rate of priced.price.rates) {
		const answer = holds(rate, values, priced);
		if (answer !== false) possible.push(rate);
		if (answer === true) return possible;
	}
	return undefined;
}

/** The rates that a request may have; none when one of them is not known, because it may be the dearest. */
export function possibleRates(priced: Priced): readonly Rate[] {
	const possible = possibleValues(priced).map((values) => ratesWith(values, priced));
	return possible.some((rates) => rates === undefined)
		? []
		: possible.flatMap((rates) => rates ?? []);
}
