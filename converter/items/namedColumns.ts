import type { FileNode } from '../workflow/workflowFile';

const base = (name: string): string => `n8n-nodes-base.${name}`;

/** Nodes that write fields of the item that they name as plain text, separated by commas. */
const BY_NAME = new Set(
	[
		...['mongoDb', 'postgres', 'mySql', 'microsoftSql', 'snowflake', 'crateDb', 'questDb'],
		...['timescaleDb', 'googleBigQuery', 'googleFirebaseCloudFirestore'],
		...['googleFirebaseRealtimeDatabase', 'quickbase', 'stackby', 'coda'],
	].map(base),
);

/** The parameters that have the names, in whichever of these nodes. */
const NAMES = new Set([
	...['columns', 'fields', 'attributes', 'updateKey', 'deleteKey', 'queryParams', 'keyName'],
]);

function* namesIn(value: unknown, key = ''): Generator<string> {
	if (typeof value === 'string') {
		// A type may follow a name: `data:json`.
		if (NAMES.has(key)) yield* value.split(',').map((name) => name.replace(/^=|:.*$/g, '').trim());
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, inner] of Object.entries(value)) yield* namesIn(inner, name);
	}
}

/** Fields of the item that a database node names without an expression. */
export const namedColumns = ({ type, parameters }: FileNode): string[] =>
	BY_NAME.has(type) ? [...namesIn(parameters)].filter((name) => /^[A-Za-z_]\w*$/.test(name)) : [];
