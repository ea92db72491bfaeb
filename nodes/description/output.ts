import type { INodeProperties } from 'n8n-workflow';

import { OUTPUT_FIELDS, OUTPUTS, WAITS } from '../catalog/settingChoices';
import { optionsOf } from './field';
import type { Shown } from './form';

/** Holds for the whole run, so no expression can give it an item of its own. */
export const wait: INodeProperties = {
	displayName: 'Wait',
	name: 'wait',
	type: 'options',
	noDataExpression: true,
	default: 'poll',
	description: 'Whether and how the node waits for the result',
	options: optionsOf(WAITS),
};

export const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	default: 'simplified',
	description: 'What the items hold',
	options: optionsOf(OUTPUTS),
};

export const outputFields: INodeProperties = {
	displayName: 'Output Fields',
	name: 'outputFields',
	type: 'multiOptions',
	default: ['taskId', 'status', 'url'],
	description: 'The fields that the items hold',
	options: optionsOf(OUTPUT_FIELDS),
};

/** How the result of a task is returned. */
export const shownOfResult: readonly Shown[] = [
	{ property: output },
	{ property: outputFields, when: { output: ['selectedFields'] } },
];

/** What every operation shows that makes a task. */
export const shownOfTask: readonly Shown[] = [{ property: wait }, ...shownOfResult];
