import { isProblem } from '../transport/problem';
import type { ItemAction } from './action';
import { mediaDeskOf } from './mediaDesk';

/** Turns a binary field into a link. Source: https://piapi.ai/docs/tools/file-upload */
export const uploadFile: ItemAction = async (context, itemIndex, connection) => {
	const given = context.getNodeParameter('binaryField', itemIndex, '');
	const property = typeof given === 'string' ? given.trim() : '';
	if (property === '') {
		return {
			message: 'Input Binary Field is empty',
			advice: 'Give the name of the field that holds the file, e.g. data.',
		};
	}
	const desk = mediaDeskOf(context, connection);
	const reference = { itemIndex, property, label: 'Input Binary Field' };
	const url = await desk.link(reference);
	if (typeof url !== 'string') return url;
	const file = await desk.file(reference);
	if (isProblem(file)) return file;
	const { name, mimeType, bytes } = file;
	return [
		{
			json: { url, fileName: name, mimeType, bytes: bytes.length },
			pairedItem: { item: itemIndex },
		},
	];
};
