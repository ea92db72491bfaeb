import { createProblem, isProblem } from '../transport/problem';
import type { ItemAction } from '../execute/action';
import { fileUploaderOf } from '../execute/fileUploader';

/** Turns a binary field into a link. Source: https://piapi.ai/docs/tools/file-upload */
export const uploadFile: ItemAction = async (context, itemIndex, connection) => {
	const given = context.getNodeParameter('binaryField', itemIndex, '');
	const property = typeof given === 'string' ? given.trim() : '';
	if (property === '') {
		return createProblem({
			message: 'Input Binary Field is empty',
			advice: 'Give the name of the field that holds the file, e.g. data.',
		});
	}
	const uploader = fileUploaderOf(context, connection);
	const reference = { itemIndex, property, label: 'Input Binary Field' };
	const url = await uploader.link(reference);
	if (typeof url !== 'string') return url;
	const file = await uploader.file(reference);
	if (isProblem(file)) return file;
	const { name, mimeType, bytes } = file;
	return [
		{
			json: { url, fileName: name, mimeType, bytes: bytes.length },
			pairedItem: { item: itemIndex },
		},
	];
};
