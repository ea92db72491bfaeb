import { format } from 'oxfmt';

import { overrides, printWidth } from '../.oxfmtrc.json';

/** A page or a file of data as `npm run format` would write it. */
export async function formatted(fileName: string, text: string): Promise<string> {
	const [{ options }] = overrides as [(typeof overrides)[number]];
	const { code, errors } = await format(fileName, text, { printWidth, ...options });
	if (errors.length > 0) throw new Error(`${fileName}: ${errors[0]?.message}`);
	return code;
}
