import type { Operation } from '../../nodes/catalog/vocabulary';

export const PIAPI_NODE = 'n8n-nodes-piapi-unified.piApi';

/** An expression that neither a field nor JSON text can contain. */
export const NO_PLACE =
	'an expression in its body is where the form takes none: write the value itself there';

export interface NewNode {
	readonly type: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	/** What differs from the request, or is in an unusual place. */
	readonly notes: readonly string[];
	/** Those of the notes about which nothing has to be done. */
	readonly details?: readonly string[];
	/** The results of the operation, where the catalog knows it. */
	readonly operation?: Operation;
}

/** The notes that a person has to act on. */
export const checksOf = ({ notes, details = [] }: NewNode): string[] =>
	notes.filter((note) => !details.includes(note));

export const withTaskOption = (
	parameters: NewNode['parameters'],
	name: string,
	value: string,
): NewNode['parameters'] => ({
	...parameters,
	taskOptions: { ...(parameters.taskOptions as object | undefined), [name]: value },
});
