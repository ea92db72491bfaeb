import type { AnyModelFamily } from '../../nodes/catalog/anyModel/families';
import { KINDS } from '../../nodes/catalog/kinds';
import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { noticeOf } from '../../nodes/description/properties';
import { inWords, labelOf } from '../../nodes/catalog/labels';
import { anyModelSection } from './anyModelSections';
import { anchorOf, code, link, paragraphs, table } from '../../tools/markdown';
import { operationSection } from './operationSection';
import { nameInNode } from './resourceTables';

const COMMENT =
	'<!-- Written from the catalog by `npm run docs`. Change nodes/catalog, not this page. -->';

const MORE = `${link('All resources', '../operations.md')} · ${link('Task Options', 'task-options.md')} · ${link('Results', '../results.md')}`;

/** The labels of what must be set. */
function requiredBy(operation: Operation): string {
	const { fields, rules = [] } = operation;
	const labels = fields.filter(({ required }) => required).map(({ label }) => label);
	const oneOf = rules.flatMap((rule) =>
		rule.kind === 'anyOf' && rule.when === undefined
			? inWords(
					rule.paths.map((path) => labelOf(operation, path)),
					'or',
				)
			: [],
	);
	return [...labels, ...oneOf].join('; ');
}

/** The page of a family, as markdown that is not formatted yet. */
export function familyPage(family: Family): string {
	const { typicalSeconds, timeoutSeconds } = KINDS[family.kind];
	const notice = noticeOf(family);
	const rows = family.operations.map((operation) => [
		link(operation.name, anchorOf(operation.name)),
		code(operation.taskType),
		operation.description,
		requiredBy(operation),
	]);
	// Where every operation has a time of its own, that of the kind says nothing.
	const usualTime = family.operations.every((operation) => operation.typicalSeconds !== undefined)
		? ''
		: `A task takes about ${typicalSeconds} seconds, unless the operation says otherwise. `;
	return `${paragraphs([
		`# ${family.name}`,
		COMMENT,
		`For everyone who uses ${nameInNode(family)}: what each operation sends to PiAPI, and what it returns. A field that is empty or set to (Model's Default) is not sent.`,
		MORE,
		notice === undefined ? '' : `> ${notice}`,
		`${usualTime}The node waits at most ${timeoutSeconds} seconds unless you set Timeout.`,
		table(['Operation', 'Task type', 'What it does', 'Required'], rows),
		...family.operations.map(operationSection),
	])}\n`;
}

/** The page of a resource that chooses a model of any family. */
export const anyModelPage = (family: AnyModelFamily): string =>
	`${paragraphs([
		`# ${family.name}`,
		COMMENT,
		`For everyone who uses ${nameInNode(family)}: the fields that its models have in common. ${link('Which model for what', '../models.md')} says which model takes which of them.`,
		MORE,
		'The task is created by an operation of the model. What the model lacks is not sent, and a hint says so. A value that it does not offer is refused before anything is created.',
		...family.operations.map((operation) => anyModelSection(family, operation)),
	])}\n`;
