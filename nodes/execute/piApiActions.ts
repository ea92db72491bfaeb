import { families } from '../catalog';
import type { Action } from './action';
import { createCustomTask } from './customTask';

/** What the PiAPI node can do beside making tasks of the families, by resource and operation. */
export const piApiActions: Readonly<Record<string, Readonly<Record<string, Action>>>> = {
	customTask: { create: createCustomTask(families) },
};
