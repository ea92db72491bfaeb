import type { Pasted } from '../pasted';
import { KEY_ADVICE, KEY_IN_TEXT, NO_CALLS, sentence, tellKey, type Conversion } from '../report';
import type { Remark } from '../workflow/remark';
import { element } from './elements';
import { nounFor, NOUNS } from './summary';

/** Lines of a list that are shown. A report of thousands helps nobody. */
const MOST_SHOWN = 200;

function list<Line>(lines: readonly Line[], draw: (line: Line) => readonly (Node | string)[]) {
	const rest = lines.length - MOST_SHOWN;
	return element(
		'ul',
		{},
		...lines.slice(0, MOST_SHOWN).map((line) => element('li', {}, ...draw(line))),
		...(rest > 0 ? [element('li', { class: 'quiet' }, `And ${rest} more`)] : []),
	);
}

const name = (text: string): HTMLElement => element('strong', {}, text);

const remark = ({ node, text }: Remark): readonly (Node | string)[] => [
	name(node),
	`: ${sentence(text)}`,
];

function became(before: string, operation: string, more: string): readonly (Node | string)[] {
	return [
		name(before),
		' is now ',
		element('span', { class: 'operation' }, operation.replaceAll(' > ', ' › ')),
		...(more === '' ? [] : [element('div', { class: 'quiet' }, more)]),
	];
}

/** A node of a workflow keeps its name; a command or a body has none. */
const conversionIn =
	({ kind }: Pasted) =>
	({ node, replaces, operation }: Conversion): readonly (Node | string)[] => {
		const others = replaces.filter((replaced) => replaced !== node);
		return kind === 'workflow'
			? became(node, operation, others.length === 0 ? '' : `Replaces ${others.join(', ')}`)
			: became(replaces.join(', '), operation, `Node ${node}`);
	};

function chapter(kind: string, title: string, count: number, ...content: Node[]): HTMLElement[] {
	return count === 0
		? []
		: [
				element(
					'section',
					{ class: `chapter ${kind}`, 'data-chapter': kind },
					element('h3', {}, title, element('span', { class: 'count' }, String(count))),
					...content,
				),
			];
}

/** How many nodes there were and are. */
export function figuresView({ kind, report: { nodes } }: Pasted): HTMLElement {
	const figure = (count: number, noun: string, when: string): HTMLElement =>
		element(
			'div',
			{ class: 'figure' },
			element('b', {}, String(count)),
			` ${nounFor(count, noun)} ${when}`,
		);
	return element(
		'div',
		{ class: 'figures' },
		figure(nodes.before, NOUNS[kind], 'before'),
		element('span', { class: 'arrow' }, '→'),
		figure(nodes.after, 'node', 'after'),
	);
}

const KEY_TEXTS = {
	workflow: KEY_ADVICE,
	curl: KEY_IN_TEXT,
	body: '',
} as const;

/** The report of a conversion. */
export function reportView(pasted: Pasted): readonly HTMLElement[] {
	const { kind, report } = pasted;
	const { converted, untouched, keys, check } = report;
	const isForeign = converted.length + untouched.length === 0;
	return [
		...(isForeign ? [element('p', { class: 'message' }, NO_CALLS)] : []),
		...chapter('converted', 'Converted', converted.length, list(converted, conversionIn(pasted))),
		...chapter('untouched', 'Not converted', untouched.length, list(untouched, remark)),
		...chapter('check', 'Check by hand', check.length, list(check, remark)),
		...chapter(
			'keys',
			'API keys',
			keys.length,
			element('p', {}, KEY_TEXTS[kind]),
			...(kind === 'workflow' ? [list(keys, (key) => [name(key.node), `, ${tellKey(key)}`])] : []),
		),
	];
}
