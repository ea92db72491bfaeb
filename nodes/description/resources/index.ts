import type { ResourceForm } from '../form';
import { account } from './account';
import { customTask } from './customTask';
import { file } from './file';
import { chatResource, gptImageResource } from './openAi';
import { task } from './task';

/**
 * What the PiAPI node offers beside the families. The order counts: n8n's AI takes the description of `get` from the first
 * resource that has it, and Account has a description of its own.
 */
export const moreResources: Readonly<Record<'models' | 'assisting', readonly ResourceForm[]>> = {
	models: [chatResource, gptImageResource],
	assisting: [customTask, task, file, account],
};
