import type { Family, Operation } from '../../nodes/catalog/vocabulary';
import { anchorOf } from '../../tools/markdown';

/** The folder of the pages of families, beside the page that lists them. */
export const OPERATIONS = 'operations';

/** The heading of an operation on a page about several families. */
export const headingOf = (family: Family, operation: Operation): string =>
	`${family.name}: ${operation.name}`;

/** Named after the value, which never changes; a name may. */
const fileOf = ({ value }: Family): string =>
	`${value.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;

/** The page of a family, from the folder of the documentation. */
export const pageOf = (family: Family): string => `${OPERATIONS}/${fileOf(family)}`;

/** An operation on the page of its family. */
export const addressOf = (family: Family, operation: Operation): string =>
	`${pageOf(family)}${anchorOf(operation.name)}`;
