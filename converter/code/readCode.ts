import { nameIn } from './nodeName';
import { CodeReader } from './reader';
import { Scope } from './scope';
import { reassignedIn, treeOf } from './syntax';
import type { Access, ANY_NODE, Naming, Source, Value } from './values';

/** Where n8n runs the code, which decides what names it has. */
export type Place = 'expression' | 'allItems' | 'eachItem' | 'functionItem';

interface CodeReading {
	readonly accesses: readonly Access[];
	/** Outputs and parameters of other nodes that it names. */
	readonly namings: readonly Naming[];
	/** Items that the code gives as they came. */
	readonly returned: ReadonlyArray<Source | typeof ANY_NODE>;
	/** Whether it gives other items too. */
	readonly returnsOther: boolean;
}

const OWN: Source = {};
const item: Value = { kind: 'item', source: OWN };
const json: Value = {
	kind: 'json',
	source: OWN,
	path: [],
	start: 0,
	from: 0,
	end: 0,
	optional: [],
};

function rootsOf(place: Place): Scope {
	const scope = new Scope();
	scope.declare('$json', json);
	scope.declare('$data', json);
	scope.declare('$input', { kind: 'accessor', source: OWN });
	if (place === 'allItems') scope.declare('items', { kind: 'list', element: item });
	if (place === 'eachItem') scope.declare('item', item);
	if (place === 'functionItem') scope.declare('item', json);
	return scope;
}

const whole = (source: Source | typeof ANY_NODE): Access => ({
	source,
	path: [],
	from: 0,
	end: 0,
	optional: [],
	text: '',
});

const ROOT =
	/\$(?:json|input|data|node|items?)?\b|\$\(|\b(?:items|item|_json|_input|_node|_items)\b/;

/** Code that cannot be read may read anything of its own items and of all nodes that it names. */
function unreadable(code: string): CodeReading {
	const named = [...code.matchAll(/(["'`])((?:\\.|(?!\1).)+)\1/g)].map(([, , name = '']) =>
		nameIn(name),
	);
	return {
		accesses: ROOT.test(code) ? [OWN, ...named.map((node) => ({ node }))].map(whole) : [],
		namings: [],
		returned: ROOT.test(code) ? [OWN] : [],
		returnsOther: true,
	};
}

/** What a piece of JavaScript reads of n8n's items; `language` is the one of a Code node. */
export function readCode(code: string, place: Place, language = 'javaScript'): CodeReading {
	const isExpression = place === 'expression';
	const text = isExpression ? `(${code}\n)` : code;
	const tree = language === 'javaScript' ? (treeOf(text) ?? treeOf(code)) : undefined;
	if (tree === undefined) return unreadable(code);
	const shift = isExpression && treeOf(text) !== undefined ? 1 : 0;
	const reader = new CodeReader(shift === 1 ? text : code, reassignedIn(tree));
	reader.visit(tree, rootsOf(place));
	const accesses = reader.accesses.map((access) => ({
		...access,
		from: access.from - shift,
		end: access.end - shift,
	}));
	const { namings, returned, returnsOther } = reader;
	return { accesses, namings, returned, returnsOther };
}
