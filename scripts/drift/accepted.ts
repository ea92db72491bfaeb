import { LEFT_OUT, NO_TASKS } from '../../tools/facts/leftOut';

/** Models of families that get no operations, by the family's name. */
const MODELS_WITHOUT_TASKS: Readonly<Record<string, string>> = { suno: 'suno', 'music-s': 'suno' };

/** Inputs that are in PiAPI's list and not in the catalog, with the reason; by model and task type, and by name. */
export const ACCEPTED_INPUTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'Qubico/flux1-dev-advanced controlnet-lora': {
		return_preprocessed_image: 'Sent inside control_net_settings, as PiAPI documents it.',
	},
	'Qubico/image-toolkit multi-face-swap': {
		input_faces_index: 'PiAPI documents target_faces_index.',
		source_faces_index: 'PiAPI documents swap_faces_index.',
	},
	'Qubico/video-toolkit face-swap': {
		config: 'Is next to the input, not in it.',
	},
};

const reasonForTask = (taskKey: string): string | undefined => {
	const [model = '', taskType = ''] = taskKey.split(' ');
	const family = MODELS_WITHOUT_TASKS[model];
	if (family !== undefined) return NO_TASKS[family];
	return Object.entries(LEFT_OUT).find(([key]) => key.split(' ').at(-1) === taskType)?.[1];
};

/** Why the catalog does without a task type, or without one of its inputs; undefined when it has no reason to. */
export const reasonFor = (taskKey: string, name?: string): string | undefined =>
	name === undefined ? reasonForTask(taskKey) : ACCEPTED_INPUTS[taskKey]?.[name];
