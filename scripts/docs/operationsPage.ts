import type { AnyModelFamily } from '../../nodes/catalog/anyModel/families';
import { KINDS } from '../../nodes/catalog/kinds';
import type {
	Condition,
	Confidence,
	Family,
	Field,
	Operation,
	Rule,
} from '../../nodes/catalog/vocabulary';
import { standardOf } from '../../nodes/catalog/fields';
import { noticeOf, noticeOfOperation } from '../../nodes/description/properties';
import { inWords, labelOf, modelLabel, valueLabel } from '../../nodes/catalog/labels';
import { needOf } from '../../nodes/request/onlyFor';
import { anyModelSections } from './anyModelSections';
import { commonSection } from './commonSection';
import { headingOf } from './headings';
import { anchorOf, code, link, paragraphs, table } from './markdown';
import { contentsTable, othersSection } from './resourceTables';
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

/** A condition as the beginning of a sentence. */
function conditionText(operation: Operation, { path, values }: Condition): string {
	const label = labelOf(operation, path);
	if (values === undefined) return `${label} requires`;
	return `With ${label} ${inWords(
		values.map((value) => valueLabel(operation, path, value)),
		'or',
	)}, this operation requires`;
}

function refusalText(operation: Operation, rule: Extract<Rule, { kind: 'notWhen' }>): string {
	const named = ({ path, values = [] }: Condition): string =>
		[
			labelOf(operation, path),
			inWords(
				values.map((value) => valueLabel(operation, path, value)),
				'or',
			),
		]
			.filter((text) => text !== '')
			.join(' ');
	const { when } = rule;
	const other =
		'models' in when
			? `Model ${inWords(
					when.models.map((model) => modelLabel(operation, model)),
					'or',
				)}`
			: named(when);
	return `${named(rule)} cannot be used with ${other}.`;
}

function ruleText(operation: Operation, rule: Rule): string {
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
	if (results.length === 0) return 'The result is the bare `output`.';
	const rows = results.map(({ kind, path, role, insteadOf }) => [
		code(path),
		kind,
		insteadOf === undefined ? role : `${role}, where ${code(insteadOf)} has none`,
	]);
	const isFile = results.some(({ kind }) => kind !== 'text');
	const isText = results.some(({ kind }) => kind === 'text');
	const places = [
		isFile ? 'the first link found is `url`, all of them are in `files`' : '',
		isText ? 'the first text found is `text`' : '',
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

function operationSection(family: Family, operation: Operation): string {
	const notice = noticeOfOperation(operation);
	return paragraphs([
		`### ${headingOf(family, operation)}`,
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

/** The labels of what must be set. */
function requiredBy(operation: Operation): string {
	const { fields, rules = [] } = operation;
	const labels = fields.filter(({ required }) => required).map(({ label }) => label);
	const oneOf = rules.flatMap((rule) =>
		rule.kind === 'anyOf' && rule.when === undefined
			? [
					inWords(
						rule.paths.map((path) => labelOf(operation, path)),
						'or',
					),
				]
			: [],
	);
	return [...labels, ...oneOf].join('; ');
}

function familySection(family: Family): string {
	const { typicalSeconds, timeoutSeconds } = KINDS[family.kind];
	const notice = noticeOf(family);
	const rows = family.operations.map((operation) => [
		link(operation.name, anchorOf(headingOf(family, operation))),
		code(operation.taskType),
		operation.description,
		requiredBy(operation),
	]);
	return paragraphs([
		`## ${family.name}`,
		notice === undefined ? '' : `> ${notice}`,
		`A task takes about ${typicalSeconds} seconds. The node waits at most ${timeoutSeconds} seconds unless you set Timeout.`,
		table(['Operation', 'Task type', 'What it does', 'Required'], rows),
		...family.operations.map((operation) => operationSection(family, operation)),
	]);
}

const INTRODUCTION = `# Operations

<!-- Written from the catalog by \`npm run docs\`. Change nodes/catalog, not this page. -->

What each operation sends to PiAPI, and what it returns. A field that is empty or set to (Model's Default) is not sent.`;

/** The page about all operations, as markdown that is not formatted yet. */
export const operationsPage = (
	families: readonly Family[],
	anyFamilies: readonly AnyModelFamily[],
): string =>
	`${paragraphs([
		INTRODUCTION,
		contentsTable([...anyFamilies, ...families]),
		anyModelSections(anyFamilies),
		...families.map(familySection),
		commonSection(),
		othersSection(),
	])}\n`;
