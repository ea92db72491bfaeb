/** n8n keeps the values of a locator field in an object. */
interface Locator {
	readonly mode: string;
	readonly value: unknown;
}

const MODES: readonly unknown[] = ['base64', 'binary', 'id', 'list', 'url', 'value'];
const KEYS = ['cachedResultName', 'mode', 'value'];

/** n8n does not mark the default of an option that the user adds and leaves as it is. */
const isUntouched = (raw: object): boolean =>
	'value' in raw &&
	'mode' in raw &&
	MODES.includes(raw.mode) &&
	Object.keys(raw).every((key) => KEYS.includes(key));

export function locatorOf(raw: unknown): Locator {
	if (typeof raw === 'object' && raw !== null && ('__rl' in raw || isUntouched(raw))) {
		const { mode, value } = raw as Locator;
		return { mode, value };
	}
	return { mode: 'id', value: raw };
}
