import type { Operation } from '../../nodes/catalog/vocabulary';

export const PIAPI_NODE = 'n8n-nodes-piapi-unified.piApi';

export interface NewNode {
	readonly type: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	/** What a person has to do or check. */
	readonly notes: readonly string[];
	/** The results of the operation, where the catalog knows it. */
	readonly operation?: Operation;
}

export const withTaskOption = (
	parameters: NewNode['parameters'],
	name: string,
	value: string,
): NewNode['parameters'] => ({
	...parameters,
	taskOptions: { ...(parameters.taskOptions as object | undefined), [name]: value },
});
