/** Task types that the catalog leaves out on purpose. */
const LEFT_OUT = [/less-restriction$/, /^(txt|img)2img-sr$/];

/** Inputs that stand in a list and are known to mean nothing there, by task type. */
const INPUTS: Readonly<Record<string, readonly string[]>> = {
	'Qubico/video-toolkit face-swap': ['config'],
};

export const isLeftOut = (_model: string, taskType: string): boolean =>
	LEFT_OUT.some((pattern) => pattern.test(taskType));

export const isAcceptedInput = (taskKey: string, name: string): boolean =>
	INPUTS[taskKey]?.includes(name) ?? false;
