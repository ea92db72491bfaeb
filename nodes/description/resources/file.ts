import type { ResourceForm } from '../form';

/** PiAPI's file upload. Source: https://piapi.ai/docs/tools/file-upload */
export const file: ResourceForm = {
	choice: { name: 'File', value: 'file' },
	operations: [
		{
			choice: {
				name: 'Upload',
				value: 'upload',
				action: 'PiAPI: upload file',
				description: 'Upload a file and get a link for other tasks, valid for 24 hours',
			},
			notice: "This operation requires PiAPI's Creator plan or higher.",
			fields: [
				{
					property: {
						displayName: 'Input Binary Field',
						name: 'binaryField',
						type: 'string',
						default: 'data',
						required: true,
						placeholder: 'e.g. data',
						hint: 'The name of the input field that contains the file',
						description: 'A jpg, png, webp, mp4, wav or mp3 file of at most 10 MB',
					},
				},
			],
			common: [],
			options: [],
			taskOptions: [],
		},
	],
};
