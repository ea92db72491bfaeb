import { forEachChild, parse, type Command, type SyntaxNode, type Word } from 'unbash';

import { InputError } from '../inputError';

/** One word of a command, without its quotation marks. */
export interface CommandWord {
	readonly value: string;
	/** What the shell would replace in it, as written: `$KEY`, `$(date)`. */
	readonly variables: readonly string[];
}

/**
 * The same text in a form that bash reads: the ends of lines that continue, and the quotation marks, of Windows and of
 * PowerShell, and prompts, which people copy with the command.
 */
function asBash(text: string): string {
	const lines = text
		.replace(/\r\n?/g, '\n')
		.replace(/[ \t][\\^`][ \t]*\n/g, ' \\\n')
		.replace(/^[ \t]*[$>%#][ \t]+(?=curl)/gm, '');
	return lines.includes('^"') ? lines.replace(/\^(.)/g, '$1') : lines;
}

const EXPANSIONS: readonly string[] = [
	'SimpleExpansion',
	'ParameterExpansion',
	'CommandExpansion',
	'ArithmeticExpansion',
	'ProcessSubstitution',
];

function variablesIn(node: SyntaxNode, source: string): string[] {
	if (EXPANSIONS.includes(node.type)) return [source.slice(node.pos, node.end)];
	const found: string[] = [];
	forEachChild(node, (child) => found.push(...variablesIn(child, source)));
	return found;
}

function commandsIn(node: SyntaxNode): Command[] {
	const found: Command[] = node.type === 'Command' ? [node] : [];
	forEachChild(node, (child) => found.push(...commandsIn(child)));
	return found;
}

const isCurl = ({ value }: Word): boolean => /^(?:.*[\\/])?curl(?:\.exe)?$/i.test(value);

/** The words after `curl` of every such command, in their order. */
export function curlCommandsIn(text: string): CommandWord[][] {
	const source = asBash(text);
	const script = parse(source);
	const [problem] = script.errors ?? [];
	if (problem) {
		const line = source.slice(0, problem.pos).split('\n').length;
		throw new InputError(
			`The cURL command cannot be read: ${problem.message}, line ${line}. Copy the whole command.`,
		);
	}
	return commandsIn(script).flatMap(({ name, args }) => {
		const words = [...(name ? [name] : []), ...args].filter((arg) => arg.type === 'Word');
		const start = words.findIndex(isCurl);
		if (start < 0) return [];
		const rest = words.slice(start + 1);
		return [rest.map((word) => ({ value: word.value, variables: variablesIn(word, source) }))];
	});
}
