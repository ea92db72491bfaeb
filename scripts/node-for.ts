/** `npm run node-for -- body.json`: the node that sends a request to PiAPI, ready to paste into a workflow. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

import { nodeFor, type NodeForBody } from '../nodes/request/nodeFor';
import { ClearFailure } from './n8n/failure';
import { runProgram, say } from './program';

const warn = (line: string): void => {
	process.stderr.write(`${line}\n`);
};

async function readBody(file: string | undefined): Promise<unknown> {
	const source = file === undefined || file === '-' ? 'standard input' : file;
	const read = source === file ? readFile(file, 'utf8') : text(process.stdin);
	const content = await read.catch(() => {
		throw new ClearFailure(`${source} cannot be read.`);
	});
	try {
		return JSON.parse(content) as unknown;
	} catch {
		throw new ClearFailure(`${source} is not JSON.`);
	}
}

/** n8n's form of copied nodes. */
const clipboard = ({ type, typeVersion, parameters }: NodeForBody): object => ({
	nodes: [
		{
			parameters,
			id: randomUUID(),
			name: type.endsWith('midjourney') ? 'Midjourney' : 'PiAPI',
			type,
			typeVersion,
			position: [0, 0],
		},
	],
	connections: {},
	pinData: {},
});

runProgram(async () => {
	const [file] = process.argv.slice(2);
	const body = await readBody(file);
	try {
		const node = nodeFor(body);
		node.notes.forEach(warn);
		say(JSON.stringify(clipboard(node), null, 2));
		return 0;
	} catch (error) {
		if (error instanceof TypeError) throw new ClearFailure(`${error.message}.`);
		throw error;
	}
});
