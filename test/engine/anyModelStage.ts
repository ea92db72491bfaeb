import type { INodeParameters } from 'n8n-workflow';

import type { RunOptions, WorkflowRun } from '../../tools/engine';
import { runResource } from './resources';
import { locator, type Setting } from './setting';

/** Resource and operation. */
export type Place = readonly [resource: string, operation: string];

export const image = 'https://example.com/fox.png';
export const end = 'https://example.com/end.png';
export const link = (value: string): INodeParameters => locator(value, 'url');
export const binary = locator('data', 'binary');
export const model = (id: string): INodeParameters => ({ anyModel: locator(id, 'list') });

/** Runs an operation of "any model" of the PiAPI node. */
export const runAny = async (
	setting: Setting,
	[resource, operation]: Place,
	parameters: INodeParameters,
	more: Partial<RunOptions> = {},
): Promise<WorkflowRun> => await runResource(setting, resource, operation, parameters, more);

export const IMAGE = ['anyImage', 'generateAnyImage'] as const;
export const EDIT = ['anyImage', 'editAnyImage'] as const;
export const TEXT_TO_VIDEO = ['anyVideo', 'generateAnyVideoFromText'] as const;
export const IMAGE_TO_VIDEO = ['anyVideo', 'generateAnyVideoFromImage'] as const;
export const REFERENCES = ['anyVideo', 'generateAnyVideoFromReferences'] as const;
export const MUSIC = ['anyMusic', 'generateAnyMusic'] as const;
export const SPEECH = ['anySpeech', 'generateAnySpeech'] as const;
export const MODEL_3D = ['any3dModel', 'generateAny3dModel'] as const;
