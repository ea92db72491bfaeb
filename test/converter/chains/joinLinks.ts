import { condition, filter, merge } from '../pairs/nodes';
import { after, dotted, inCode, isPlain, nameOf, valuesIn, type Link, type State } from './state';

/** Joins the items with those of "Ideas", which come by the first input or the second. */
const joined = (
	state: State,
	parameters: object,
	isFirst: boolean,
	more: Partial<State>,
): State => {
	const join = merge(nameOf(state, 'Join'), parameters as never);
	return {
		...state,
		nodes: [...state.nodes, join],
		lines: [
			...state.lines,
			`Ideas > ${join.name}${isFirst ? '' : ':1'}`,
			`${state.at} > ${join.name}${isFirst ? ':1' : ''}`,
		],
		at: join.name,
		...more,
	};
};

const byPosition: Link = (state, choices) =>
	state.isEach
		? joined(state, { mode: 'combine', combineBy: 'combineByPosition' }, choices.yes(), {
				paths: { ...state.paths, title: ['title'] },
			})
		: undefined;

const byFields: Link = (state, choices) => {
	const { prompt } = state.paths;
	const isFirst = choices.yes();
	if (!isPlain(prompt)) return undefined;
	const [field1, field2] = isFirst ? ['prompt', dotted(prompt)] : [dotted(prompt), 'prompt'];
	return joined(
		state,
		{
			mode: 'combine',
			combineBy: 'combineByFields',
			advanced: true,
			mergeByFields: { values: [{ field1, field2 }] },
		},
		isFirst,
		{ paths: { ...state.paths, title: ['title'] }, isEach: false },
	);
};

const append: Link = (state, choices) => {
	const value = choices.some(valuesIn(state).filter((one) => one !== 'title' && one !== 'prompt'));
	if (value === undefined) return undefined;
	const both = joined(state, { mode: 'append' }, choices.yes(), { isEach: false });
	const text = `={{ $json${inCode(state.paths[value] ?? [], choices).replace(/(?<!\?)\.|\??\[/g, (sign) => (sign === '.' ? '?.' : '?.['))} }}`;
	return after(both, filter(nameOf(both, 'Only answers'), condition(text, 'notEmpty')));
};

const chooseBranch: Link = (state, choices) => {
	const isFirst = choices.yes();
	const useDataOfInput = isFirst ? '2' : '1';
	return joined(
		state,
		{ mode: 'chooseBranch', output: 'specifiedInput', useDataOfInput },
		isFirst,
		{},
	);
};

/** Merge, with the items that the tasks were created from. */
export const JOIN_LINKS: Readonly<Record<string, Link>> = {
	byPosition,
	byFields,
	append,
	chooseBranch,
};
