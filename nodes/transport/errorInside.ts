import type { IDataObject } from 'n8n-workflow';

import { isObject } from './json';
import { numberIn } from './numberIn';

/** Whether there is something in an answer of the OpenAI API that was asked for. */
export const hasAnswer = ({ choices, data }: IDataObject): boolean =>
	[choices, data].some((list) => Array.isArray(list) && list.length > 0);

const isSuccess = (code: number): boolean => code === 0 || (code >= 200 && code < 300);

/** The code of an error that an answer tells by itself, in the place of its HTTP status. */
export function errorNumberIn(body: IDataObject): number | undefined {
	const inData = isObject(body.data) ? body.data.error : undefined;
	return [body, inData, body.error]
		.filter(isObject)
		.flatMap(({ code, status }) => [numberIn(code), numberIn(status)])
		.find((code) => code !== undefined && !isSuccess(code));
}
