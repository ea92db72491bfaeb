import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

import { InputError } from '../../converter/inputError';
import { convertPasted, type Pasted } from '../../converter/pasted';
import { ClearFailure } from '../../tools/command/failure';

const STANDARD_INPUT = '-';

/** What becomes of what is in a file, or of standard input. */
export async function convertFile(file: string = STANDARD_INPUT): Promise<Pasted> {
	const isInput = file === STANDARD_INPUT;
	const read = isInput ? text(process.stdin) : readFile(file, 'utf8');
	const content = await read.catch(() => {
		throw new ClearFailure(`${isInput ? 'Standard input' : file} cannot be read.`);
	});
	try {
		return convertPasted(content, randomUUID);
	} catch (error) {
		if (error instanceof InputError) throw new ClearFailure(error.message);
		throw error;
	}
}

/** For what is not the output itself. */
export const warn = (line: string): void => {
	if (line !== '') process.stderr.write(`${line}\n`);
};
