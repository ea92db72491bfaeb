import { STATES, UNIFIED, type Api, type State } from '../../converter/calls/api';
import { branchOf } from '../../converter/waiting/decisions';
import type { FileNode } from '../../converter/workflow/workflowFile';
import { node } from '../../tools/pairs/workflows';

export const STATUS = '={{ $json.data.status }}';
export const LINK = '={{ $json.data.output.image_url }}';

export interface Row {
	readonly left?: unknown;
	readonly right?: unknown;
	readonly type?: string;
	readonly is?: string;
}

export const modernRows = (rows: readonly Row[], combinator = 'and'): object => ({
	combinator,
	conditions: rows.map(({ left = '', right = '', type = 'string', is = 'equals' }) => ({
		leftValue: left,
		rightValue: right,
		operator: { type, operation: is },
	})),
});

export const ifNode = (rows: readonly Row[], combinator?: string): FileNode =>
	node('If', 'if', { conditions: modernRows(rows, combinator) }, { typeVersion: 2.2 });

export const formerIf = (conditions: object, more: object = {}): FileNode =>
	node('If', 'if', { conditions, ...more });

/** The states for which the first output is taken; undefined when one of them depends on more. */
export function passing(
	given: FileNode,
	api: Api = UNIFIED,
	check = 'Look',
): readonly State[] | undefined {
	const branches = STATES.map((state) => branchOf(given, state, api, check));
	return branches.includes(undefined)
		? undefined
		: STATES.filter((_, index) => branches[index] === 0);
}

export const ALL = [...STATES];
export const UNFINISHED = ['pending', 'processing', 'staged'];
