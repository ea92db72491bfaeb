import type { Family } from '../../nodes/catalog/vocabulary';
import { paragraphs } from '../../tools/markdown';
import { contentsTable } from './resourceTables';

const INTRODUCTION = `# Operations

<!-- Written from the catalog by \`npm run docs\`. Change nodes/catalog, not this page. -->

For everyone who looks for a resource, an operation or a field. Each resource has a page with all fields of its operations:
their limits, their defaults, and PiAPI's page about them.

Not sure which one? [Which model for what](models.md) compares models, [Coverage](coverage.md) lists PiAPI's task types, and
[What each model costs](prices.md) lists the prices. [Task Options](operations/task-options.md) are the same everywhere.`;

/** The page that leads to the pages of all resources, as markdown that is not formatted yet. */
export const operationsPage = (families: readonly Family[]): string =>
	`${paragraphs([INTRODUCTION, contentsTable(families)])}\n`;
