import { forEachItem } from '../execute/pipeline';
import type { BinaryReference } from '../request/fileUploader';
import { createProblem, isProblem } from '../transport/problem';

const LABEL = 'Input Binary Field';
const AT_ONCE = 4;

/** Turns a binary field into a link. Source: https://piapi.ai/docs/tools/file-upload */
export const uploadFile = forEachItem<BinaryReference>((run) => ({
	atOnce: AT_ONCE,
	prepare(itemIndex) {
		const given = run.parameters.read('binaryField', itemIndex, { label: LABEL });
		const property = typeof given === 'string' ? given.trim() : '';
		return property === ''
			? createProblem({
					message: `${LABEL} is empty`,
					advice: 'Enter the name of the field that contains the file, e.g. data.',
				})
			: { itemIndex, property, label: LABEL };
	},
	async run({ itemIndex, connection, prepared }) {
		const uploaded = await run.uploaderOf(connection).uploaded(prepared);
		return isProblem(uploaded)
			? uploaded
			: [{ json: { ...uploaded }, pairedItem: { item: itemIndex } }];
	},
}));
