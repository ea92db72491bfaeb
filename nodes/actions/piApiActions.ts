import { families } from '../catalog';
import { getAccount, getActiveTasks } from './account';
import { forEachItem, type Action } from '../execute/action';
import { cancelManyTasks, cancelTask } from './cancelTasks';
import { askModel } from './chat';
import { createCustomTask } from './customTask';
import { editGptImages, generateGptImages } from './gptImage';
import { getManyTasks } from './getManyTasks';
import { followTasks } from './taskActions';
import { uploadFile } from './uploadFile';
import { waitForTasks } from './waitForTasks';

const UPLOADS_AT_ONCE = 4;

/** What the PiAPI node can do beside making tasks of the families, by resource and operation. */
export const piApiActions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
	account: { get: forEachItem(getAccount), getActiveTasks: forEachItem(getActiveTasks) },
	chat: { message: askModel },
	customTask: { create: createCustomTask(families) },
	file: { upload: forEachItem(uploadFile, UPLOADS_AT_ONCE) },
	gptImage: { edit: editGptImages, generate: generateGptImages },
	task: {
		get: followTasks(families, 'video'),
		getMany: forEachItem(getManyTasks),
		wait: waitForTasks(families),
		cancel: forEachItem(cancelTask),
		cancelMany: forEachItem(cancelManyTasks),
	},
};
