import type { ILoadOptionsFunctions, INodeListSearchResult, INodeType } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Choice, Family, Field, TextField } from '../catalog/vocabulary';
import { suggestionMethod, TASK_LIST_METHOD } from './field';

type ListSearch = NonNullable<NonNullable<INodeType['methods']>['listSearch']>;

/** Reads one page of recent tasks, latest first. */
export type ReadRecentTasks = (
	context: ILoadOptionsFunctions,
	family: Family | undefined,
	page: number,
) => Promise<{ tasks: RecentTask[]; isLast: boolean } | { problem: string }>;

interface RecentTask {
	readonly taskId: string;
	readonly label: string;
}

const matches = (text: string, filter = ''): boolean =>
	text.toLowerCase().includes(filter.trim().toLowerCase());

/** The fields that offer values and let the user type others, those of rows as well. */
const suggestingFields = (families: readonly Family[], operation?: string): TextField[] =>
	families
		.flatMap(({ operations }) => operations)
		.filter(({ value }) => operation === undefined || value === operation)
		.flatMap(({ fields }) => fields)
		.flatMap((field): Field[] => (field.type === 'rows' ? [...field.fields] : [field]))
		.filter((field): field is TextField => field.type === 'text' && field.freeText === true);

/** Once each: the same field may be on top and in rows. */
function suggestionsOf(
	families: readonly Family[],
	operation: string,
	parameter: string,
): Choice[] {
	const choices = suggestingFields(families, operation)
		.filter((field) => field.parameter === parameter)
		.flatMap(({ suggestions = [] }) => suggestions);
	return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}

const suggestionParameters = (families: readonly Family[]): string[] => [
	...new Set(suggestingFields(families).map(({ parameter }) => parameter)),
];

/** The lists of the locator fields of a node that offers these families. */
export function listSearchOf(families: readonly Family[], readTasks: ReadRecentTasks): ListSearch {
	const familyChosen = (context: ILoadOptionsFunctions): Family | undefined => {
		const resource = context.getCurrentNodeParameter('resource');
		return families.length === 1 ? families[0] : families.find(({ value }) => value === resource);
	};
	const suggestions = suggestionParameters(families).map((parameter) => [
		suggestionMethod(parameter),
		async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
			const operation = String(this.getCurrentNodeParameter('operation'));
			const family = familyChosen(this);
			return {
				results: suggestionsOf(family ? [family] : [], operation, parameter)
					.filter(({ label }) => matches(label, filter))
					.map(({ label, value }) => ({ name: label, value })),
			};
		},
	]);
	return {
		...(Object.fromEntries(suggestions) as ListSearch),
		async [TASK_LIST_METHOD](
			this: ILoadOptionsFunctions,
			filter?: string,
			paginationToken?: string,
		): Promise<INodeListSearchResult> {
			const page = Number(paginationToken ?? '1') || 1;
			const found = await readTasks(this, familyChosen(this), page);
			if ('problem' in found) throw new NodeOperationError(this.getNode(), found.problem);
			return {
				results: found.tasks
					.filter(({ label, taskId }) => matches(`${label} ${taskId}`, filter))
					.map(({ label, taskId }) => ({ name: label, value: taskId })),
				...(found.isLast ? {} : { paginationToken: String(page + 1) }),
			};
		},
	};
}
