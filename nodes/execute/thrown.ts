import { isObject } from '../transport/envelope';
import { createProblem, type Problem } from '../transport/problem';

/** The texts of whatever was thrown, n8n's own explanation included, without its marks. */
export function reasonOf(thrown: unknown): { message: string; description: string } {
	if (!(thrown instanceof Error)) return { message: String(thrown), description: '' };
	const { description } = thrown as { description?: unknown };
	const context = 'context' in thrown && isObject(thrown.context) ? thrown.context : {};
	const told = [description, context.description].find(
		(text): text is string => typeof text === 'string' && text !== '',
	);
	return { message: thrown.message, description: (told ?? '').replace(/<[^>]*>/g, '') };
}

/** A fault of this package or of n8n; it must not harm other items. */
export const unexpected = (thrown: unknown): Problem =>
	createProblem({
		message: reasonOf(thrown).message,
		advice: 'Unexpected error. Please report it with the steps to reproduce it.',
	});
