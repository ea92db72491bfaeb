/**
 * n8n stores an execution's data flattened: a list in which every object and text occurs once, and
 * every place that holds one has its position in the list, as text. The first entry is the root.
 */
export function parseFlattened(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const resolved = new Map<number, unknown>();

	const at = (position: number): unknown => {
		if (resolved.has(position)) return resolved.get(position);
		const entry = entries[position];
		if (typeof entry !== 'object' || entry === null) return entry;
		const target: unknown[] | Record<string, unknown> = Array.isArray(entry) ? [] : {};
		// Kept before it is filled, since what it holds may lead back to it.
		resolved.set(position, target);
		for (const [key, value] of Object.entries(entry)) {
			Object.defineProperty(target, key, {
				value: typeof value === 'string' ? at(Number(value)) : value,
				enumerable: true,
				writable: true,
				configurable: true,
			});
		}
		return target;
	};
	return at(0);
}
