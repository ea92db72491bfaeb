import { randomUUID } from 'node:crypto';
import { coreFacts } from '../facts/facts';
import { refusal, success } from './answers';
import type { Endpoint } from './endpoint';
import { isObject } from './json';

/** PiAPI accepts 10 MB; whether before or after base64 is not documented, so the file itself counts. */
const LARGEST_UPLOAD = 10 * 1024 * 1024;

const LONGEST_NAME = 128;

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

const decode = (data: string): Buffer | undefined => {
	const text = data.replace(/^data:[^,]*;base64,/, '');
	return text !== '' && text.length % 4 === 0 && base64.test(text)
		? Buffer.from(text, 'base64')
		: undefined;
};

/** `POST /api/ephemeral_resource`. */
export const answerUpload: Endpoint = ({ body }, { behaviour, ledger, clock, fileUrl }) => {
	const invalid = refusal(400, 'Invalid request parameters');
	if (!behaviour.uploadAllowed) return refusal(403, 'Insufficient plan level');
	if (!isObject(body)) return invalid;
	const { file_name: fileName, file_data: data } = body;
	if (typeof fileName !== 'string' || typeof data !== 'string') return invalid;
	const extension = fileName.split('.').at(-1)?.toLowerCase() ?? '';
	if (fileName.length > LONGEST_NAME || !coreFacts.fileUpload.extensions.includes(extension)) {
		return invalid;
	}
	const content = decode(data);
	if (content === undefined || content.length > LARGEST_UPLOAD) return invalid;
	const url = `${fileUrl}/uploads/${randomUUID()}/${encodeURIComponent(fileName)}`;
	ledger.addUpload({ fileName, content, url, at: clock.now() });
	return success({ url });
};
