import type { FileNode } from '../workflow/workflowFile';

const QUERY = ['query'];

/** Parameters that n8n stores as they are typed, and in which the nodes evaluate `{{ … }}` themselves. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
	(
		[
			['html', ['html']],
			['form', ['html', 'jsonOutput']],
			['formTrigger', ['html', 'jsonOutput']],
			['set', ['jsonOutput']],
			['googleBigQuery', ['sqlQuery']],
			...['postgres', 'mySql', 'microsoftSql', 'snowflake', 'oracleDatabase', 'merge'].map(
				(type) => [type, QUERY] as const,
			),
			...['crateDb', 'questDb', 'timescaleDb'].map((type) => [type, QUERY] as const),
			['ldap', ['customFilter', 'searchText']],
		] as const
	).map(([type, keys]) => [`n8n-nodes-base.${type}`, keys]),
);

/** Whether `{{ … }}` in a text of a parameter is an expression. */
export const hasExpressions = ({ type }: FileNode, key: string, text: string): boolean =>
	text.startsWith('=') || TEMPLATES[type]?.includes(key) === true;
