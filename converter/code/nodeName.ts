import { safeInCode } from './pieces';

/** The name of a node that is written between quotation marks in code. */
export const nameIn = (written: string): string =>
	written.replace(/\\(?:u([\da-fA-F]{4})|([^]))/g, (_, code?: string, character = '') =>
		code === undefined ? String(character) : String.fromCharCode(Number.parseInt(code, 16)),
	);

/** The name of a node as it is written between these quotation marks. */
export const writtenName = (name: string, quote: string): string =>
	safeInCode(
		name
			.replaceAll('\\', '\\\\')
			.replaceAll(quote, `\\${quote}`)
			.replace(/\$(?=\{)/g, quote === '`' ? '\\$' : '$$'),
	);
