import fc from 'fast-check';

import { anyModelFamilies, type AnyModelOperation } from '../../nodes/catalog/anyModel/families';
import {
	fieldsFor,
	modelsFor,
	setValues,
	type AnyModel,
} from '../../nodes/catalog/anyModel/models';
import type { CommonPath } from '../../nodes/catalog/serves';
import type { Field } from '../../nodes/catalog/vocabulary';
import { readCommon } from '../../nodes/request/commonValue';
import { getPath } from '../../nodes/request/objectPath';
import { isProblem, type Problem } from '../../nodes/transport/problem';
import { leastFor, sentFor, valuesFor, type Common, type Sent } from './commonInputs';

const RUNS = { numRuns: 200, seed: 20261127 };

const cases = anyModelFamilies.flatMap((family) =>
	family.operations.flatMap((operation) =>
		modelsFor(operation.value).map(
			(model) =>
				[`${operation.value}, ${model.id} (${model.operation.value})`, operation, model] as const,
		),
	),
);

const numberIn = (value: unknown): string | undefined =>
	/^\s*(-?\d+(?:\.\d+)?) ?(?:s|seconds|p)?\s*$/i.exec(String(value))?.[1];

/** Whether two values mean the same: 8 and `8s`, 1080p and 1080, 2k and `2K`, `@image1` and `@image_1`. */
const isSame = (given: unknown, sent: unknown): boolean => {
	const [one, other] = [numberIn(given), numberIn(sent)];
	if (one !== undefined && other !== undefined) return Number(one) === Number(other);
	const [text, otherText] = [given, sent].map((value) =>
		String(value).trim().toLowerCase().replaceAll('@image_', '@image'),
	);
	return text === otherText;
};

const shapeOf = (ratio: unknown): number => {
	const [across, down] = String(ratio).split(':').map(Number);
	return (across ?? NaN) / (down ?? NaN);
};

/** The links and names of binaries in a value of the form, or in what is sent. */
const filesIn = (value: unknown): string[] =>
	[
		...new Set(
			JSON.stringify(value).match(
				/https:\/\/example\.com\/\w+\.png|"value":"\w+"|\(binary field \w+\)/g,
			),
		),
	].map((text) => text.replace(/^"value":"|"$|^\(binary field |\)$/g, ''));

/** Whether the value of a common field is in the request, at a place of the model's own. */
function hasArrived(field: Field, given: unknown, model: AnyModel, { input }: Sent): boolean {
	const path = field.path as CommonPath;
	const targets = fieldsFor(model, path);
	const sent = targets.map((target) => getPath(input, target.path));
	if (field.type === 'media') {
		const files = filesIn(sent);
		return filesIn(given).every((file) => files.includes(file));
	}
	if (path === 'aspect_ratio' && targets.length === 0) {
		const [width, height] = [Number(input.width), Number(input.height)];
		const isClose = Math.abs(width / height / shapeOf(given) - 1) < 0.06;
		return isClose && width % 16 === 0 && height % 16 === 0 && width * height <= 1_048_576;
	}
	const instead = model.serves.values?.[path];
	const key = Object.keys(instead ?? {}).find((one) => isSame(given, one));
	const expected = instead === undefined || key === undefined ? given : instead[key];
	return sent.some((value) => isSame(expected, value));
}

/** The values that the model has for a field, where it has a list of them. */
function choicesFor(path: CommonPath, model: AnyModel): string[] {
	const instead = model.serves.values?.[path];
	if (instead !== undefined) return Object.keys(instead);
	return fieldsFor(model, path).flatMap((target) =>
		target.type === 'choice' ? target.choices.map(({ value }) => String(value)) : [],
	);
}

const textOf = ({ message, advice }: Problem): string => `${message}. ${advice}`;

const isAbout = ({ label }: Field, problem: Problem): boolean => textOf(problem).includes(label);

/** A form, and what became of it. */
interface Case {
	readonly operation: AnyModelOperation;
	readonly model: AnyModel;
	readonly common: Common;
	readonly outcome: Sent | Problem;
}

const caseOf = (operation: AnyModelOperation, model: AnyModel, common: Common): Case => ({
	operation,
	model,
	common,
	outcome: sentFor(operation, model, common),
});

/** Whether the common field itself takes the value, whichever the model. */
const isReadable = (field: Field, value: unknown): boolean => {
	const read = field.type === 'media' ? undefined : readCommon(field, value);
	return read !== undefined && (read === 'unset' || !isProblem(read));
};

/** Whether nothing is wrong about a value of the field, whatever else is wrong with the form. */
function isTaken(field: Field, value: unknown, { operation, model, common }: Case): boolean {
	const outcome = sentFor(operation, model, { ...common, [field.path]: value });
	return !isProblem(outcome) || !isAbout(field, outcome);
}

/** What is wrong about a refusal: it has to name the field, and all values that are taken instead, and no others. */
function refusalComplaint(field: Field, tried: Case, problem: Problem): string | undefined {
	const text = textOf(problem);
	if (!isAbout(field, problem)) return `refused without its label: ${text}`;
	const [, advised = ''] = /Choose one of (.+), or another model\./.exec(text) ?? [];
	const named = advised === '' ? [] : advised.split(', ');
	const wrong = named.filter((choice) => !isTaken(field, choice, tried));
	if (wrong.length > 0) return `advises ${wrong.join(', ')}, which is refused, too: ${text}`;
	const taken = choicesFor(field.path as CommonPath, tried.model).filter((choice) =>
		isTaken(field, choice, tried),
	);
	const unnamed = taken.filter((choice) => !named.includes(choice));
	return isReadable(field, tried.common[field.path as CommonPath]) && unnamed.length > 0
		? `does not advise ${unnamed.join(', ')}: ${text}`
		: undefined;
}

const withoutIndexes = (remark: string): string => remark.replaceAll(/\[\d+\]/g, '[]');

/** Whether a remark of the simulator names a field: "input.size must …", "input: size is …" or "… of a, size". */
const isRemarkOn = (remark: string, path: string): boolean =>
	new RegExp(`(?:^input\\.|[ ,])${path.replaceAll(/[.[\]]/g, '\\$&')}(?![\\w.[])`).test(
		withoutIndexes(remark),
	);

/** What is wrong about what became of a common field; undefined when it was sent, hinted at, or refused with reasons. */
function complaint(field: Field, tried: Case): string | undefined {
	const { model, common, outcome } = tried;
	const path = field.path as CommonPath;
	if (isProblem(outcome)) return refusalComplaint(field, tried, outcome);
	if (outcome.refusal !== undefined) return `refused by PiAPI: ${outcome.refusal}`;
	if (outcome.hints.some((hint) => hint.includes(field.label))) return undefined;
	const remarks = outcome.remarks.filter((remark) =>
		fieldsFor(model, path).some((target) => isRemarkOn(remark, target.path)),
	);
	if (remarks.length > 0) return `in doubt: ${remarks.join(', ')}`;
	return hasArrived(field, common[path], model, outcome) ? undefined : 'dropped silently';
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 60);

it('there are enough of them', () => {
	const tried = cases.flatMap(([, operation]) => operation.commonFields.flatMap(valuesFor));
	process.stdout.write(
		`any model: ${cases.length} models and operations, ${tried.length} values\n`,
	);
	expect(cases.length).toBeGreaterThanOrEqual(60);
	expect(new Set(cases.map(([, , { id }]) => id)).size).toBeGreaterThanOrEqual(25);
});

describe.each(cases)('%s', (_, operation, model) => {
	const least = leastFor(operation, model);

	it('needs no more than it says', () => {
		const outcome = sentFor(operation, model, least);
		if (isProblem(outcome)) throw new Error(textOf(outcome));
		expect(outcome).toMatchObject({ remarks: [], hints: [] });
		expect(outcome.refusal).toBeUndefined();
		const set = setValues(model, Object.keys(least) as CommonPath[]);
		expect(
			Object.entries(set).filter(([path, value]) => getPath(outcome.input, path) !== value),
		).toEqual([]);
	});

	it('sends each value of each common field where it belongs, or tells the user', () => {
		const complaints = operation.commonFields.flatMap((field) =>
			valuesFor(field).flatMap((value) => {
				const common = { ...least, [field.path]: value };
				const found = complaint(field, caseOf(operation, model, common));
				return found === undefined ? [] : [`${field.path} ${shown(value)}: ${found}`];
			}),
		);
		expect(complaints).toEqual([]);
	});

	it('sends or explains all values of a form together', () => {
		const optional = operation.commonFields.filter(({ path }) => !Object.hasOwn(least, path));
		const forms = fc.record(
			Object.fromEntries(
				optional.map((field) => [
					field.path,
					fc.option(fc.constantFrom(...valuesFor(field)), { nil: undefined }),
				]),
			),
		);
		fc.assert(
			fc.property(forms, (form) => {
				const tried = caseOf(operation, model, { ...least, ...form });
				const given = optional.filter(({ path }) => form[path] !== undefined);
				const complaints = given.flatMap((field) => complaint(field, tried) ?? []);
				const { outcome } = tried;
				if (isProblem(outcome)) {
					// A form is refused for the first field that is wrong.
					const isExplained = complaints.length < given.length;
					expect([textOf(outcome), complaints, isExplained]).toEqual([
						textOf(outcome),
						complaints,
						true,
					]);
					return;
				}
				expect(complaints).toEqual([]);
			}),
			RUNS,
		);
	});
});
