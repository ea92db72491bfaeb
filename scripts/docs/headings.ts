import type { Family, Operation } from '../../nodes/catalog/vocabulary';

/** The heading of an operation on its page, to which other pages link. */
export const headingOf = (family: Family, operation: Operation): string =>
	`${family.name}: ${operation.name}`;
