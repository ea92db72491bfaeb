import { createRequire } from 'node:module';

/** With this n8n puts a row of names and values into a body. */
export const lodashSet = createRequire(require.resolve('n8n-workflow'))('lodash/set') as (
	target: object,
	path: string,
	value: unknown,
) => object;
