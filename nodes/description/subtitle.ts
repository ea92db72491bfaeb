import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

type Names = Readonly<Record<string, string>>;

const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options as INodePropertyOptions[];

interface Named {
	readonly resource: string;
	readonly value: string;
	readonly name: string;
}

const operationsOf = (properties: readonly INodeProperties[]): Named[] =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap((property) => {
			const resources = (property.displayOptions?.show?.resource ?? ['']).map(String);
			return resources.flatMap((resource) =>
				choicesOf(property).map(({ value, name }) => ({ resource, value: String(value), name })),
			);
		});

/** What the label adds about the family does not fit under a node. */
const short = (label: string): string => label.replace(/ \(.*\)$/, '');

const lookUp = (names: Names, key: string): string => `(${JSON.stringify(names)})[${key}]`;

const RESOURCE = '$parameter["resource"]';
const OPERATION = '$parameter["operation"]';

/**
 * The line under a node on the canvas, as an expression: the family and the operation by their names, or the operation
 * alone where there is one family.
 */
export function subtitleOf(properties: readonly INodeProperties[]): string {
	const operations = operationsOf(properties);
	const shared: Names = Object.fromEntries(operations.map(({ value, name }) => [value, name]));
	const others = operations.filter(({ value, name }) => shared[value] !== name);
	const own: Names = Object.fromEntries(
		others.map(({ resource, value, name }) => [`${resource}.${value}`, name]),
	);
	const resources = properties.filter(({ name }) => name === 'resource').flatMap(choicesOf);
	if (resources.length === 1) return `={{ ${lookUp(shared, OPERATION)} }}`;
	const families: Names = Object.fromEntries(
		resources.map(({ value, name }) => [String(value), short(name)]),
	);
	const operation = `${lookUp(own, `${RESOURCE} + "." + ${OPERATION}`)} ?? ${lookUp(shared, OPERATION)}`;
	return `={{ ${lookUp(families, RESOURCE)} + ": " + (${operation}) }}`;
}
