/** PiAPI has some numbers as text. */
export function numberIn(value: unknown): number | undefined {
	const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof given === 'number' && Number.isFinite(given) ? given : undefined;
}
