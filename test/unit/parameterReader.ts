type ReadParameter = (
	name: string,
	itemIndex: number,
	usual: unknown,
	options?: { rawExpressions?: boolean },
) => unknown;

/** n8n's `getNodeParameter`, in which a function stands for an expression and is given the item's index. */
export const parameterReader =
	(valueOf: (name: string, usual: unknown) => unknown): ReadParameter =>
	(name, itemIndex, usual, options) => {
		const value = valueOf(name, usual);
		if (typeof value !== 'function') return value;
		return options?.rawExpressions === true
			? '={{ }}'
			: (value as (index: number) => unknown)(itemIndex);
	};
