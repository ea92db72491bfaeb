import type { INodeTypeDescription } from 'n8n-workflow';

/** What the linters judge in a node class; `properties` is the part that the catalog generates. */
const dumpedKeys = [
	'displayName',
	'name',
	'icon',
	'group',
	'version',
	'subtitle',
	'description',
	'defaults',
	'usableAsTool',
	'credentials',
	'builderHint',
	'properties',
] as const;

/** Json with bare keys: the lint rules look for identifiers and overlook quoted keys. */
const asLiteral = (value: unknown): string =>
	JSON.stringify(value, null, '\t').replace(/^(\t*)"([A-Za-z_$][\w$]*)":/gm, '$1$2:');

/**
 * The source of a node class whose description is one literal. The lint rules see literals only, so
 * generated properties have to be written out before they can be judged.
 */
export const literalNode = (className: string, description: INodeTypeDescription): string => {
	const dumped = dumpedKeys
		.filter((key) => description[key] !== undefined)
		.map((key) => `\t\t${key}: ${asLiteral(description[key])},`);
	return [
		"import { NodeConnectionTypes, type INodeType, type INodeTypeDescription } from 'n8n-workflow';",
		'',
		`export class ${className} implements INodeType {`,
		'\tdescription: INodeTypeDescription = {',
		...dumped,
		`\t\tinputs: ${description.inputs.length === 0 ? '[]' : '[NodeConnectionTypes.Main]'},`,
		'\t\toutputs: [NodeConnectionTypes.Main],',
		'\t};',
		'}',
		'',
	].join('\n');
};
