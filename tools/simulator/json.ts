export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const mapFields = (
	fields: Json,
	change: (value: unknown, name: string) => unknown,
): Record<string, unknown> =>
	Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value, name)]));

/** Changes every value that is neither a list nor an object, however deep it is. */
export const mapValues = (value: unknown, change: (value: unknown) => unknown): unknown => {
	if (Array.isArray(value)) return value.map((entry) => mapValues(entry, change));
	return isObject(value) ? mapFields(value, (inner) => mapValues(inner, change)) : change(value);
};

export const numberAsText = (value: unknown): unknown =>
	typeof value === 'number' ? String(value) : value;

export const capitalised = (word: unknown): string =>
	String(word).replace(/^./, (letter) => letter.toUpperCase());

/** Puts a value at a path such as `works[].cover.url`; a list gets a single entry. */
export const put = (target: Record<string, unknown>, path: string, value: unknown): void => {
	const [head = '', ...rest] = path.replace(/\[\]$/, '').split('.');
	const name = head.replace(/\[\]$/, '');
	if (rest.length === 0) {
		target[name] = value;
		return;
	}
	const existing = target[name];
	const inner = ((Array.isArray(existing) ? existing[0] : existing) ?? {}) as typeof target;
	target[name] = head.endsWith('[]') ? [inner] : inner;
	put(inner, rest.join('.'), value);
};
