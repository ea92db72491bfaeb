import type { Condition, Field, Operation, Rule } from '../../nodes/catalog/vocabulary';
import type { Confidence } from '../../nodes/catalog/confidence';
import { standardOf } from '../../nodes/catalog/fields';
import { noticeOfOperation } from '../../nodes/description/properties';
import { inRows, inWords, labelOf, modelLabel, valueLabel } from '../../nodes/catalog/labels';
import { needOf } from '../../nodes/request/onlyFor';
import { code, link, paragraphs, table } from '../../tools/markdown';
import { valuesOf } from './values';

const FIELD_HEAD = [
	'Field',
	'Path in `input`',
	'Required',
	'In the form',
	'Values',
	'Default',
	'What it does',
];

const defaultOf = (field: Field): string => {
	const standard = standardOf(field);
	return standard === undefined ? '' : code(String(standard));
};

const helpOf = (operation: Operation, field: Field): string =>
	field.onlyFor === undefined ? field.help : `${field.help}; requires ${needOf(operation, field)}`;

const fieldTable = (operation: Operation): string =>
	table(
		FIELD_HEAD,
		operation.fields.map((field) => [
			field.label,
			field.path === '' ? 'the whole' : code(field.path),
			field.required ? 'yes' : 'no',
			field.onTop ? 'above Options' : 'Options',
			valuesOf(field),
			defaultOf(field),
			helpOf(operation, field),
		]),
	);

/** A field, and the values that it is about. */
function named(operation: Operation, { path, values = [] }: Condition): string {
	const labels = values.map((value) => valueLabel(operation, path, value));
	return `${labelOf(operation, path)} ${inWords(labels, 'or')}`.trim();
}

/** A condition as the beginning of a sentence. */
const conditionText = (operation: Operation, condition: Condition): string =>
	condition.values === undefined
		? `${labelOf(operation, condition.path)} requires`
		: `With ${named(operation, condition)}, this operation requires`;

function refusalText(operation: Operation, rule: Extract<Rule, { kind: 'notWhen' }>): string {
	const { when } = rule;
	const models = 'models' in when ? when.models : [];
	const labels = models.map((model) => modelLabel(operation, model));
	const other = 'models' in when ? `Model ${inWords(labels, 'or')}` : named(operation, when);
	return `${named(operation, rule)} cannot be used with ${other}.`;
}

function limitText(operation: Operation, rule: Extract<Rule, { kind: 'atMost' }>): string {
	const { paths, most, when } = rule;
	const labels = paths.map((path) => labelOf(operation, path));
	switch (rule.of) {
		case 'sum': {
			const { list, inner, field } = inRows(operation, paths[0] ?? '');
			return `${field?.label ?? inner} of all ${labelOf(operation, list)} is at most ${most}.`;
		}
		case 'product':
			return `${labels.join(' times ')} is at most ${most}.`;
		case 'count': {
			const beside = when === undefined ? '' : `With ${named(operation, when)}, `;
			const verb = labels.length === 1 ? 'has' : 'together have';
			return `${beside}${inWords(labels, 'and')} ${verb} at most ${most} files.`;
		}
	}
}

function ruleText(operation: Operation, rule: Rule): string {
	if (rule.kind === 'atMost') return limitText(operation, rule);
	if (rule.kind === 'notWhen') return refusalText(operation, rule);
	if (rule.kind === 'onlyWith') {
		return `${labelOf(operation, rule.path)} requires ${labelOf(operation, rule.needs)}.`;
	}
	const labels = rule.paths.map((path) => labelOf(operation, path));
	if (rule.kind === 'notTogether') return `Only one of ${labels.join(', ')} may be given.`;
	const subject =
		rule.when === undefined ? 'This operation requires' : conditionText(operation, rule.when);
	return `${subject} ${inWords(labels, 'or')}.`;
}

/** What is sent beside the fields, and what holds between them. */
function besideFields(operation: Operation): string {
	const fixed = Object.entries(operation.fixed ?? {}).map(
		([path, value]) => `${code(path)} is always ${code(String(value))}.`,
	);
	const rules = (operation.rules ?? []).map((rule) => ruleText(operation, rule));
	return [...fixed, ...rules].join(' ');
}

const modelText = (operation: Operation): string =>
	operation.variants === undefined
		? `Model ${code(operation.model)}, task type ${code(operation.taskType)}.`
		: `Choose under Model: ${operation.variants
				.map(
					({ label, model, taskType }) =>
						`${label} (model ${code(model)}, task type ${code(taskType)})`,
				)
				.join(', ')}.`;

function resultSection({ results }: Operation): string {
	if (results.length === 0) return 'The result is `output` as PiAPI returns it.';
	const rows = results.map(({ kind, path, role, insteadOf }) => [
		code(path),
		kind,
		insteadOf === undefined ? role : `${role}, where ${code(insteadOf)} has none`,
	]);
	const isFile = results.some(({ kind }) => kind !== 'text');
	const isText = results.some(({ kind }) => kind === 'text');
	const places = [
		isFile ? '`url` is the first link found, and `files` lists all of them' : '',
		isText ? '`text` is the first text found' : '',
	].filter((place) => place !== '');
	return paragraphs([
		`Result: ${places.join('; ')}.`,
		table(['Path in `output`', 'Kind', 'Role'], rows),
	]);
}

const duration = ({ typicalSeconds }: Operation): string =>
	typicalSeconds === undefined ? '' : `A task takes about ${typicalSeconds} seconds.`;

const CERTAINTY: Readonly<Record<Confidence, string>> = {
	documented: '',
	'client-code': 'PiAPI does not document all of this; it is known from programs that use it.',
	inferred:
		"PiAPI does not document all of this; parts of it are inferred from PiAPI's other models.",
};

/** The section of an operation on the page of its family. */
export function operationSection(operation: Operation): string {
	const notice = noticeOfOperation(operation);
	return paragraphs([
		`## ${operation.name}`,
		[
			`${operation.description}.`,
			modelText(operation),
			`See ${link("PiAPI's page", operation.source)}.`,
			duration(operation),
			CERTAINTY[operation.confidence],
		]
			.filter((sentence) => sentence !== '')
			.join(' '),
		notice === undefined ? '' : `> ${notice}`,
		operation.fields.length === 0 ? 'It has no fields of its own.' : fieldTable(operation),
		besideFields(operation),
		resultSection(operation),
	]);
}
