import { parseArgs } from '@pkgjs/parseargs';

import { curlCommandsIn, type CommandWord } from './commands';
import { DATA, OPTIONS, RAW_DATA } from './options';

/** What a cURL command asks for. */
export interface CurlRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: ReadonlyArray<{ readonly name: string; readonly value: string }>;
	/** JSON text. */
	readonly body?: string;
	/** What the shell would replace in the address and the body. */
	readonly variables: readonly string[];
}

/** Why a command cannot be converted. */
interface RefusedCommand {
	readonly reason: string;
}

/** Thrown inside this file. */
class Refused extends Error {}

interface Given {
	readonly name: string;
	readonly value: string;
	readonly word: CommandWord | undefined;
}

/** The options with their values in their order; anything else is the address, as for cURL. */
function readOptions(words: readonly CommandWord[]): Given[] {
	const { tokens } = parseArgs({
		args: words.map(({ value }) => value),
		options: OPTIONS,
		strict: false,
		allowPositionals: true,
		tokens: true,
	});
	return tokens.flatMap((token): Given[] => {
		if (token.kind === 'option-terminator') return [];
		const { index } = token;
		if (token.kind === 'positional') {
			return [{ name: 'url', value: token.value, word: words[index] }];
		}
		const { name, rawName, value, inlineValue } = token;
		const option = OPTIONS[name];
		if (option === undefined) {
			throw new Refused(
				`the option ${rawName} is not known here. Remove it if the request works without it`,
			);
		}
		if (option.refused !== undefined) throw new Refused(`the option --${name}: ${option.refused}`);
		if (option.type === 'boolean') return [];
		if (value === undefined) throw new Refused(`the option ${rawName} has no value`);
		return [{ name, value, word: words[inlineValue ? index : index + 1] }];
	});
}

function bodyOf(data: readonly Given[]): string | undefined {
	if (data.length === 0) return undefined;
	for (const { name, value } of data) {
		if (name === RAW_DATA || !value.startsWith('@')) continue;
		const from = value === '@-' ? 'standard input' : `the file ${value.slice(1)}`;
		throw new Refused(
			`its body comes from ${from}: put the content of the file in place of ${value}`,
		);
	}
	// cURL joins several of them like the fields of a form.
	const body = data.map(({ value }) => value).join('&');
	try {
		JSON.parse(body);
	} catch (error) {
		throw new Refused(`its body is not JSON: ${(error as Error).message}`);
	}
	return body;
}

const API = 'https://api.piapi.ai';
const VARIABLE_HOST = /^(?:\$\w+|\$\{\w+\}|\{\{[^{}]*\}\}|<[^<>]*>)(?=\/)/;

/** The address with a scheme, and with the host of PiAPI where a variable is in its place. */
function addressOf(url: string): string {
	const address = url.trim().replace(VARIABLE_HOST, API);
	return /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`;
}

function headerOf(value: string): { name: string; value: string } {
	const colon = value.indexOf(':');
	const name = colon < 0 ? value : value.slice(0, colon);
	return { name: name.trim(), value: colon < 0 ? '' : value.slice(colon + 1).trim() };
}

function requestOf(words: readonly CommandWord[]): CurlRequest {
	const given = readOptions(words);
	const valuesOf = (...names: string[]): Given[] =>
		given.filter(({ name }) => names.includes(name));
	const [address, ...more] = valuesOf('url');
	if (address === undefined) throw new Refused('it has no address');
	if (more.length > 0) throw new Refused('it has several addresses: write one command for each');
	const data = valuesOf(...DATA, RAW_DATA);
	const body = bodyOf(data);
	const method = valuesOf('request').at(-1)?.value ?? (body === undefined ? 'GET' : 'POST');
	const url = addressOf(address.value);
	const ofHost = VARIABLE_HOST.exec(address.value.trim())?.[0];
	const variables = [address, ...data].flatMap(({ word }) => word?.variables ?? []);
	return {
		method: method.toUpperCase(),
		url,
		headers: valuesOf('header').map(({ value }) => headerOf(value)),
		...(body === undefined ? {} : { body }),
		variables: variables.filter((variable) => variable !== ofHost),
	};
}

/** The requests of all cURL commands in a text, in their order. Throws an InputError when a command is cut off. */
export const requestsOf = (text: string): Array<CurlRequest | RefusedCommand> =>
	curlCommandsIn(text).map((words) => {
		try {
			return requestOf(words);
		} catch (error) {
			if (error instanceof Refused) return { reason: error.message };
			throw error;
		}
	});
