import { isObject } from '../transport/json';

/** The texts of whatever was thrown, n8n's own explanation included, without its marks. */
export function reasonOf(thrown: unknown): { message: string; description: string } {
	if (!(thrown instanceof Error)) return { message: String(thrown), description: '' };
	const { description } = thrown as { description?: unknown };
	const context = 'context' in thrown && isObject(thrown.context) ? thrown.context : {};
	const told = [description, context.description].find(
		(text): text is string => typeof text === 'string' && text !== '',
	);
	return { message: thrown.message, description: (told ?? '').replace(/<[^<>]*>/g, '') };
}
