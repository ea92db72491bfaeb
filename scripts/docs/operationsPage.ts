import type { INodeProperties } from 'n8n-workflow';

import { variantsOf } from '../../nodes/catalog';
import { KINDS } from '../../nodes/catalog/kinds';
import type {
	Condition,
	Confidence,
	Family,
	Operation,
	Rule,
} from '../../nodes/catalog/vocabulary';
import { optionsOfOperation } from '../../nodes/description/options';
import { moreInput } from '../../nodes/catalog/sharedFields';
import { noticeOf, noticeOfOperation } from '../../nodes/description/properties';
import { TASK_ACTIONS } from '../../nodes/description/taskActions';
import { anchorOf, code, link, paragraphs, table } from './markdown';
import { valuesOf } from './values';

const headingOf = (family: Family, operation: Operation): string =>
	`${family.name}: ${operation.name}`;

const FIELD_HEAD = ['Field', 'Path in `input`', 'Needed', 'In the form', 'Values', 'What it does'];

const fieldTable = ({ fields }: Operation): string =>
	table(
		FIELD_HEAD,
		fields.map((field) => [
			field.label,
			field.path === '' ? 'the whole' : code(field.path),
			field.required ? 'yes' : 'no',
			field.onTop ? 'on top' : 'Options',
			valuesOf(field),
			field.help,
		]),
	);

const labelOf = ({ fields }: Operation, path: string): string =>
	fields.find((field) => field.path === path)?.label ?? path;

const shownValue = (operation: Operation, path: string, value: unknown): string => {
	const field = operation.fields.find((one) => one.path === path);
	const choices = field?.type === 'choice' ? field.choices : [];
	return choices.find((choice) => choice.value === value)?.label ?? String(value);
};

const inWords = (names: readonly string[], word: string): string =>
	names.length < 2
		? names.join('')
		: `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1) ?? ''}`;

/** A condition as the beginning of a sentence. */
function conditionText(operation: Operation, { path, values }: Condition): string {
	const label = labelOf(operation, path);
	if (values === undefined) return `${label} requires`;
	return `With ${label} ${inWords(
		values.map((value) => shownValue(operation, path, value)),
		'or',
	)}, this operation requires`;
}

function refusalText(operation: Operation, rule: Extract<Rule, { kind: 'notWhen' }>): string {
	const named = ({ path, values = [] }: Condition): string =>
		[
			labelOf(operation, path),
			inWords(
				values.map((value) => shownValue(operation, path, value)),
				'or',
			),
		]
			.filter((text) => text !== '')
			.join(' ');
	const { when } = rule;
	const other =
		'models' in when
			? `Model ${inWords(
					variantsOf(operation)
						.filter(({ value }) => when.models.includes(value))
						.map(({ label }) => label),
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

const madeBy = (operation: Operation): string =>
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
	typicalSeconds === undefined ? '' : `A task is expected to take about ${typicalSeconds} seconds.`;

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
			madeBy(operation),
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

function familySection(family: Family): string {
	const { typicalSeconds, timeoutSeconds } = KINDS[family.kind];
	const notice = noticeOf(family);
	const rows = family.operations.map((operation) => [
		link(operation.name, anchorOf(headingOf(family, operation))),
		code(operation.taskType),
		operation.description,
	]);
	return paragraphs([
		`## ${family.name}`,
		notice === undefined ? '' : `> ${notice}`,
		`A task is expected to take about ${typicalSeconds} seconds, and awaited for ${timeoutSeconds} seconds at most unless Timeout says otherwise.`,
		table(['Operation', 'Task type', 'What it does'], rows),
		...family.operations.map((operation) => operationSection(family, operation)),
	]);
}

/** The options that stand beside the fields of any operation. */
const commonOptions = (): INodeProperties[] => optionsOfOperation({ fields: [moreInput] }, 'image');

const commonSection = (): string =>
	paragraphs([
		'## In every family',
		'What can be done with tasks that are there already:',
		table(
			['Operation', 'What it does'],
			TASK_ACTIONS.map(({ name, description = '' }) => [name, description]),
		),
		'What stands in Options of every operation that makes a task:',
		table(
			['Option', 'What it does'],
			commonOptions().map(({ displayName, description = '' }) => [displayName, description]),
		),
		'More Input (JSON) goes into `input`, Service Mode to `config.service_mode`, Webhook URL to `config.webhook_config.endpoint`; the others are for the node alone.',
	]);

const INTRODUCTION = `# Operations

<!-- Written from the catalog by \`npm run docs\`. Change nodes/catalog, not this page. -->

What each operation sends to PiAPI, and what comes back. A field that is left alone is not sent.`;

const contents = (families: readonly Family[]): string =>
	table(
		['Family', 'Kind', 'Operations'],
		families.map((family) => [
			link(family.name, anchorOf(family.name)),
			family.kind === 'model' ? '3D model' : family.kind,
			family.operations
				.map((operation) => link(operation.name, anchorOf(headingOf(family, operation))))
				.join(', '),
		]),
	);

/** The page about all operations, as markdown that is not formatted yet. */
export const operationsPage = (families: readonly Family[]): string =>
	`${paragraphs([INTRODUCTION, contents(families), ...families.map(familySection), commonSection()])}\n`;
