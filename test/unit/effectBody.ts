import type { IDataObject, INodeParameters } from 'n8n-workflow';

export const IMAGE = 'https://example.com/fox.png';

/** A body of `POST /api/v1/task`. */
export const effect = (more: IDataObject = {}): IDataObject => ({
	model: 'kling',
	task_type: 'effects',
	input: { image_url: IMAGE, effect: 'squish' },
	...more,
});

export const optionsOf = ({ parameters }: { parameters: INodeParameters }): INodeParameters =>
	(parameters.options ?? {}) as INodeParameters;
