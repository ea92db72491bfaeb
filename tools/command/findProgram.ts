import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first program of these names in a folder of the PATH. */
export const findProgram = (...names: readonly string[]): string | undefined =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.flatMap((folder) => names.map((name) => join(folder, name)))
		.find((path) => existsSync(path));
