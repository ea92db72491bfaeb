import { piecesOf } from '../code/pieces';

/** In the form of a path, where the ID of a task is. */
export const ID = '{task_id}';

/** The path without its query, and without a slash at its end; a question mark in an expression is code. */
export function plainPath(path: string): string {
	let kept = '';
	for (const { code, text } of piecesOf(path)) {
		const end = code ? -1 : text.search(/[?#]/);
		kept += code ? `{{ ${text} }}` : end < 0 ? text : text.slice(0, end);
		if (end >= 0) break;
	}
	return kept.trim().replace(/\/$/, '');
}

/** The ID in a path of this form; undefined when it is another path. */
export function idIn(form: string, path: string): string | undefined {
	const [before = '', after = ''] = form.split(ID);
	const fits =
		path.startsWith(before) && path.endsWith(after) && path.length > before.length + after.length;
	const id = fits ? path.slice(before.length, path.length - after.length).trim() : '';
	const plain = piecesOf(id).filter(({ code }) => !code);
	return id === '' || plain.some(({ text }) => text.includes('/')) ? undefined : id;
}

/** The same as the text of a parameter. */
export const asParameter = (text: string): string => (text.includes('{{') ? `=${text}` : text);
