import { format } from 'oxfmt';

import config from '../.oxfmtrc.json';

/** A page or a file of data as `npm run format` would write it. */
export async function formatted(fileName: string, text: string): Promise<string> {
	const { overrides, ignorePatterns: _, ...style } = config;
	const { code, errors } = await format(fileName, text, {
		...(style as typeof style & { trailingComma: 'all' }),
		...overrides[0]?.options,
	});
	if (errors.length > 0) throw new Error(`${fileName}: ${errors[0]?.message}`);
	return code;
}
