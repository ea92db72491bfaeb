import { midjourney } from '../../nodes/catalog';
import type { Family, MediaKind } from '../../nodes/catalog/vocabulary';
import type { ResourceForm } from '../../nodes/description/form';
import { resourceOf } from '../../nodes/description/properties';
import { moreResources } from '../../nodes/description/resources';
import { addressOf, OPERATIONS, pageOf } from './headings';
import { otherSection } from './otherResources';
import { anchorOf, link, paragraphs, table } from '../../tools/markdown';

/** The page of the resources that are not families of task types, from the folder of the documentation. */
export const OTHERS_PAGE = `${OPERATIONS}/other-resources.md`;

const others: readonly ResourceForm[] = [...moreResources.models, ...moreResources.assisting];

const isNodeOfItsOwn = ({ value }: Family): boolean => value === midjourney.value;

/** As the nodes show it: the Midjourney node has no Resource to choose. */
const resourceName = (family: Family): string =>
	isNodeOfItsOwn(family) ? `The node ${family.name}` : resourceOf(family).choice.name;

export const nameInNode = (family: Family): string =>
	isNodeOfItsOwn(family)
		? `the node **${family.name}**`
		: `the resource **${resourceOf(family).choice.name}** of the PiAPI node`;

const kindOf = ({ kind }: Family): string => (kind === 'model' ? '3D model' : kind);

const rowOfFamily = (family: Family): string[] => [
	link(resourceName(family), pageOf(family)),
	kindOf(family),
	family.operations
		.map((operation) => link(operation.name, addressOf(family, operation)))
		.join(', '),
];

const rowOfOther = ({ choice, operations }: ResourceForm): string[] => [
	link(choice.name, `${OTHERS_PAGE}${anchorOf(choice.name)}`),
	'',
	operations.map((operation) => operation.choice.name).join(', '),
];

/** All resources of the nodes with their operations. */
export const contentsTable = (families: readonly Family[]): string =>
	table(
		['Resource', 'Kind', 'Operations'],
		[...families.map(rowOfFamily), ...others.map(rowOfOther)],
	);

/** The page of the resources that are not families of task types, as markdown that is not formatted yet. */
export const othersPage = (): string =>
	`${paragraphs([
		'# Other resources',
		'<!-- Written from the form by `npm run docs`. Change nodes/description/resources, not this page. -->',
		'For everyone who uses a resource of the PiAPI node that is not a model family. [The PiAPI node](../piapi-node.md) explains them; [all resources](../operations.md) lists the others.',
		...others.map(otherSection),
	])}\n`;

const KINDS: ReadonlyArray<readonly [kind: MediaKind, heading: string]> = [
	['image', 'Images'],
	['video', 'Video'],
	['audio', 'Audio'],
	['model', '3D'],
	['text', 'Text'],
];

/** The resources in a line for each kind of result, for the readme. */
export function resourceLines(families: readonly Family[]): string {
	const withoutSuffix = (name: string): string =>
		name.replace(/ \((Audio|Image|Text|Video|3D)\)$/, '');
	const line = (heading: string, names: readonly string[]): string =>
		`- **${heading}:** ${names.map(withoutSuffix).join(', ')}`;
	const namesOf = (wanted: MediaKind): string[] =>
		families
			.filter((family) => family.kind === wanted && !isNodeOfItsOwn(family))
			.map((family) => resourceOf(family).choice.name);
	return [
		...KINDS.map(([kind, heading]) => line(heading, namesOf(kind))),
		line(
			'More',
			moreResources.assisting.map(({ choice }) => choice.name),
		),
	].join('\n');
}
