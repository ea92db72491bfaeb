import { setFields } from '../pairs/nodes';
import { node } from '../../../tools/pairs/workflows';
import { fieldsOf } from './itemLinks';
import { after, below, dotted, isPlain, nameOf, valuesIn, type Link, type Path } from './state';

const aggregateAll: Link = (state, choices) => {
	const field = choices.of('data', 'answers');
	const parameters = {
		aggregate: 'aggregateAllItemData',
		...(field === 'data' ? {} : { destinationFieldName: field }),
		options: {},
	};
	return after(state, node(nameOf(state, 'Gather'), 'aggregate', parameters), {
		paths: below(state.paths, field, 0),
		list: undefined,
		isEach: false,
	});
};

const aggregateFields: Link = (state, choices) => {
	const plain = valuesIn(state).filter((value) => isPlain(state.paths[value]));
	if (plain.length === 0) return undefined;
	const isRenamed = choices.yes();
	const rows = plain.map((value) => {
		const path = state.paths[value] ?? [];
		return {
			fieldToAggregate: `${choices.of('', '', '=')}${dotted(path)}`,
			...(isRenamed ? { renameField: true, outputFieldName: `${value}s` } : {}),
		};
	});
	const paths = Object.fromEntries(
		plain.map((value) => [
			value,
			[isRenamed ? `${value}s` : String(state.paths[value]?.at(-1)), 0],
		]),
	);
	const parameters = { fieldsToAggregate: { fieldToAggregate: rows }, options: {} };
	return after(state, node(nameOf(state, 'Gather'), 'aggregate', parameters), {
		paths,
		list: undefined,
		isEach: false,
	});
};

const splitOut: Link = (state, choices) => {
	const { list, paths } = state;
	if (!isPlain(list)) return undefined;
	const include = choices.of('noOtherFields', 'allOtherFields', 'selectedOtherFields');
	const others = valuesIn(state).filter((value) => value !== 'link' && isPlain(paths[value]));
	const parameters = {
		fieldToSplitOut: `${choices.of('', '=')}${dotted(list)}`,
		include,
		...(include === 'selectedOtherFields'
			? { fieldsToInclude: others.map((value) => dotted(paths[value] ?? [])).join(', ') }
			: {}),
		options: { destinationFieldName: 'link' },
	};
	const kept = include === 'noOtherFields' ? [] : others.map((value) => [value, paths[value]]);
	return after(state, node(nameOf(state, 'Split'), 'splitOut', parameters), {
		paths: { ...Object.fromEntries(kept), link: ['link'] },
		list: undefined,
		isEach: false,
	});
};

const summarize: Link = (state, choices) => {
	const value = choices.some(valuesIn(state).filter((one) => isPlain(state.paths[one])));
	const path = value === undefined ? undefined : state.paths[value];
	if (value === undefined || path === undefined) return undefined;
	const aggregation = choices.of('concatenate', 'append');
	const field = dotted(path);
	const parameters = {
		fieldsToSummarize: { values: [{ aggregation, field }] },
		options: {},
	};
	const name = `${aggregation === 'append' ? 'appended' : 'concatenated'}_${field.replaceAll('.', '_')}`;
	return after(
		state,
		node(nameOf(state, 'Sum up'), 'summarize', parameters, { typeVersion: 1.1 }),
		{
			paths: { [value]: aggregation === 'append' ? [name, 0] : [name] },
			list: undefined,
			isEach: false,
		},
	);
};

const date: Link = (state) =>
	after(
		state,
		node(
			nameOf(state, 'Day'),
			'dateTime',
			{
				operation: 'addToDate',
				magnitude: '2020-02-03',
				duration: 1,
				options: { includeInputFields: true },
			},
			{ typeVersion: 2 },
		),
	);

const loop: Link = (state, choices) => {
	const each = node(nameOf(state, 'Each'), 'splitInBatches', { options: {} }, { typeVersion: 3 });
	const name = `Row ${state.nodes.length}`;
	const fields = Object.fromEntries(
		Object.entries(fieldsOf(state, choices, '$json')).map(([field, text]) => [
			field,
			`={{ ${text} }}`,
		]),
	);
	const looped = after(state, each);
	return {
		...looped,
		nodes: [...looped.nodes, setFields(name, fields)],
		lines: [...looped.lines, `${each.name}:1 > ${name}`, `${name} > ${each.name}`],
		paths: Object.fromEntries(valuesIn(state).map((value) => [value, [value]])),
		list: undefined,
	};
};

const fileAndBack: Link = (state) => {
	const file = after(
		state,
		node(
			nameOf(state, 'To file'),
			'convertToFile',
			{ operation: 'toJson', options: {} },
			{
				typeVersion: 1.1,
			},
		),
	);
	return after(
		file,
		node(nameOf(file, 'From file'), 'extractFromFile', { operation: 'fromJson', options: {} }),
		{ paths: below(state.paths, 'data', 0), list: undefined, isEach: false },
	);
};

const renameKeys: Link = (state) => {
	const [top] = Object.values(state.paths)[0] ?? [];
	if (typeof top !== 'string') return undefined;
	const parameters = {
		keys: { key: [{ currentKey: top, newKey: 'given' }] },
		additionalOptions: {},
	};
	const moved = (path: Path): Path => (path[0] === top ? ['given', ...path.slice(1)] : path);
	return after(state, node(nameOf(state, 'Rename'), 'renameKeys', parameters), {
		paths: Object.fromEntries(
			Object.entries(state.paths).map(([value, path]) => [value, moved(path)]),
		),
		...(state.list === undefined ? {} : { list: moved(state.list) }),
	});
};

/** Nodes that gather, split or rename. */
export const LIST_LINKS: Readonly<Record<string, Link>> = {
	aggregateAll,
	aggregateFields,
	splitOut,
	summarize,
	date,
	loop,
	fileAndBack,
	renameKeys,
};
