import type { ResourceForm } from '../form';

/** PiAPI's file upload. Source: https://piapi.ai/docs/tools/file-upload */
export const file: ResourceForm = {
	choice: { name: 'File', value: 'file' },
	operations: [
		{
			choice: {
				name: 'Upload',
				value: 'upload',
				action: 'Upload a file',
				description: 'Turn a binary file into a link that any task takes, for 24 hours',
			},
			notice: 'Uploading needs the Creator plan of PiAPI or a higher one.',
			fields: [
				{
					property: {
						displayName: 'Input Binary Field',
						name: 'binaryField',
						type: 'string',
						default: 'data',
						required: true,
						placeholder: 'e.g. data',
						hint: 'The name of the field of the input item that holds the file',
						description: 'A jpg, png, webp, mp4, wav or mp3 file of at most 10 MB',
					},
				},
			],
			common: [],
			options: [],
		},
	],
};
