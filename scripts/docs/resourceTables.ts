import { midjourney } from '../../nodes/catalog';
import type { Family } from '../../nodes/catalog/vocabulary';
import type { ResourceForm } from '../../nodes/description/form';
import { resourceOf } from '../../nodes/description/properties';
import { moreResources } from '../../nodes/description/resources';
import { anchorOf, link, paragraphs, table } from './markdown';
import { headingOf } from './headings';

/** The heading of the resources that are no family of task types. */
export const OTHERS = 'Other resources of the PiAPI node';

const others: readonly ResourceForm[] = [...moreResources.models, ...moreResources.assisting];

/** As the nodes show it: the Midjourney node has no Resource to choose. */
const resourceName = (family: Family): string =>
	family.value === midjourney.value ? `The node ${family.name}` : resourceOf(family).choice.name;

const kindOf = ({ kind }: Family): string => (kind === 'model' ? '3D model' : kind);

const rowOfFamily = (family: Family): string[] => [
	link(resourceName(family), anchorOf(family.name)),
	kindOf(family),
	family.operations
		.map((operation) => link(operation.name, anchorOf(headingOf(family, operation))))
		.join(', '),
];

const rowOfOther = ({ choice, operations }: ResourceForm): string[] => [
	link(choice.name, anchorOf(OTHERS)),
	'',
	operations.map((operation) => operation.choice.name).join(', '),
];

/** All resources of the nodes with their operations. */
export const contentsTable = (families: readonly Family[]): string =>
	table(
		['Resource', 'Kind', 'Operations'],
		[...families.map(rowOfFamily), ...others.map(rowOfOther)],
	);

/** The resources that are no family of task types. */
export const othersSection = (): string =>
	paragraphs([
		`## ${OTHERS}`,
		table(
			['Resource', 'Operation', 'What it does'],
			others.flatMap(({ choice, operations }) =>
				operations.map((operation) => [
					choice.name,
					operation.choice.name,
					operation.choice.description ?? '',
				]),
			),
		),
	]);
