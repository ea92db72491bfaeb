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
import { getPath } from '../../nodes/request/objectPath';
import { isProblem, type Problem } from '../../nodes/transport/problem';
import { sentFor, valuesFor, type Common, type Sent } from './commonInputs';

const RUNS = { numRuns: 200, seed: 20261127 };

const cases = anyModelFamilies.flatMap((family) =>
	family.operations.flatMap((operation) =>
		modelsFor(operation.value).map(
			(model) =>
				[`${operation.value}, ${model.id} (${model.operation.value})`, operation, model] as const,
		),
	),
);

/** The least that is required for a request: what the form, the model's own operation or a rule of it requires. */
function leastFor({ commonFields }: AnyModelOperation, model: AnyModel): Common {
	const usual: Common = {
		prompt: model.serves.imageNames?.all === true ? 'the fox of @image1' : 'a fox',
		image: 'https://example.com/fox.png',
		images: ['https://example.com/fox.png'],
	};
	const rules = (model.operation.rules ?? []).flatMap((rule) =>
		rule.kind === 'anyOf' && rule.when === undefined ? rule.paths : [],
	);
	const isNeeded = (field: Field): boolean =>
		field.required ||
		fieldsFor(model, field.path as CommonPath).some(
			({ path, required }) => required || rules.includes(path),
		);
	return Object.fromEntries(
		commonFields
			.filter((field) => Object.hasOwn(usual, field.path) && isNeeded(field))
			.map(({ path }) => [path, usual[path as CommonPath]]),
	);
}

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

/** What is wrong about what became of a common field; undefined when it was sent, hinted at, or refused with reasons. */
function complaint(
	field: Field,
	given: unknown,
	model: AnyModel,
	outcome: Sent | Problem,
): string | undefined {
	const path = field.path as CommonPath;
	if (isProblem(outcome)) {
		const text = textOf(outcome);
		if (!text.includes(field.label)) return `refused without its label: ${text}`;
		const choices = choicesFor(path, model);
		const isOffered = choices.some((choice) => isSame(given, choice));
		const unnamed = isOffered ? [] : choices.filter((choice) => !text.includes(choice));
		return /does not offer/.test(text) && unnamed.length > 0
			? `without choices: ${text}`
			: undefined;
	}
	if (outcome.refusal !== undefined) return `refused by PiAPI: ${outcome.refusal}`;
	if (outcome.hints.some((hint) => hint.includes(field.label))) return undefined;
	const remarks = outcome.remarks.filter((remark) =>
		fieldsFor(model, path).some((target) => remark.startsWith(`input.${target.path} `)),
	);
	if (remarks.length > 0) return `in doubt: ${remarks.join(', ')}`;
	return hasArrived(field, given, model, outcome) ? undefined : 'dropped silently';
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
				const found = complaint(field, value, model, sentFor(operation, model, common));
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
				const outcome = sentFor(operation, model, { ...least, ...form });
				const given = optional.filter(({ path }) => form[path] !== undefined);
				if (isProblem(outcome)) {
					const text = textOf(outcome);
					expect([text, given.some(({ label }) => text.includes(label))]).toEqual([text, true]);
					return;
				}
				const complaints = given.flatMap(
					(field) => complaint(field, form[field.path], model, outcome) ?? [],
				);
				expect(complaints).toEqual([]);
			}),
			RUNS,
		);
	});
});
