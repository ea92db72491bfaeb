import type { ResourceForm } from '../form';
import { account } from './account';
import { customTask } from './customTask';
import { file } from './file';
import { chatResource, gptImageResource } from './openAi';
import { task } from './task';

/** What the PiAPI node offers beside the families. */
export const moreResources: Readonly<Record<'models' | 'assisting', readonly ResourceForm[]>> = {
	models: [chatResource, gptImageResource],
	assisting: [account, customTask, file, task],
};
