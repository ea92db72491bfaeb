import { families } from '../catalog';
import { anyModelFamilies } from '../catalog/anyModel/families';
import type { Action } from '../execute/pipeline';
import { getAccount, getActiveTasks } from './account';
import { anyModelActionsOf } from './anyModel';
import { cancelManyTasks, cancelTask } from './cancelTasks';
import { askModel } from './chat';
import { createCustomTask } from './customTask';
import { getManyTasks } from './getManyTasks';
import { editGptImages, generateGptImages } from './gptImage';
import { followTasks } from './taskActions';
import { uploadFile } from './uploadFile';
import { waitForTasks } from './waitForTasks';

/** What the PiAPI node can do beside creating tasks of the families, by resource and operation. */
export const piApiActions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
	account: { get: getAccount, getActiveTasks },
	...Object.fromEntries(
		anyModelFamilies.map((family) => [family.value, anyModelActionsOf(families, family)]),
	),
	chat: { message: askModel },
	customTask: { create: createCustomTask(families) },
	file: { upload: uploadFile },
	gptImage: { edit: editGptImages, generate: generateGptImages },
	task: {
		get: followTasks(families, 'video'),
		getMany: getManyTasks,
		wait: waitForTasks(families),
		cancel: cancelTask,
		cancelMany: cancelManyTasks,
	},
};
