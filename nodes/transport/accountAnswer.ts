import type { IDataObject } from 'n8n-workflow';

import { isObject } from './json';

/** Keys by which an account is known where an answer has no form of PiAPI's around it. */
export const ACCOUNT_KEYS = ['account_name', 'equivalent_in_usd', 'plan'];

/** Keys of the form, which tell nothing about an account. */
const FORM_KEYS = ['code', 'data', 'error', 'message', 'msg', 'status', 'success', 'timestamp'];

export const isAccount = (body: IDataObject): boolean =>
	ACCOUNT_KEYS.some((key) => Object.hasOwn(body, key));

/** What an answer tells about the account: its data, or what is in its place. */
export const accountIn = ({ data, body }: { data: unknown; body: IDataObject }): IDataObject =>
	isObject(data)
		? data
		: Object.fromEntries(Object.entries(body).filter(([key]) => !FORM_KEYS.includes(key)));
