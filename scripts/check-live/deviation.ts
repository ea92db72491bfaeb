import { nameShape, shapeOf } from './redact';

export const DEVIATION_KINDS = {
	usageType: 'Unit of the usage',
	status: 'Word for a status',
	missingField: 'Missing field',
	unknownField: 'Unknown field',
	otherType: 'Other type of a field',
	resultPath: 'Other place of a result',
	unreadResult: 'Result that the package does not read',
	errorForm: 'Other form of an error',
	refused: 'Refused request that the facts allow',
	echo: 'Other echo of the request',
	price: 'Other price',
} as const;

export type DeviationKind = keyof typeof DEVIATION_KINDS;

/** Something that PiAPI answers otherwise than the facts say, or that the product reads otherwise. */
export interface Deviation {
	readonly kind: DeviationKind;
	/** Which question or operation. */
	readonly about: string;
	/** Path in the answer. */
	readonly where: string;
	readonly expected: string;
	readonly found: string;
}

/** What a comparison finds, before it is known which question it is about. */
export type Found = Omit<Deviation, 'about'>;

export const differs = (
	kind: DeviationKind,
	where: string,
	expected: string,
	found: string,
): Found => ({ kind, where, expected, found });

/** A path as a report shows it. */
export const shownPath = (path: string): string =>
	path
		.split('.')
		.map((part) => (part.endsWith('[]') ? `${nameShape(part.slice(0, -2))}[]` : nameShape(part)))
		.join('.');

export const unknownField = (path: string, value: unknown): Found =>
	differs('unknownField', shownPath(path), 'no such field', JSON.stringify(shapeOf(value, path)));
