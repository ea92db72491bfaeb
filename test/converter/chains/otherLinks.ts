import { node } from '../../../tools/pairs/workflows';
import { setFields, wired } from '../pairs/nodes';
import { fieldsOf } from './itemLinks';
import { after, nameOf, valuesIn, type Choices, type Link, type State } from './state';

/** In a workflow, a service that answers with what it was sent. */
export const ECHO_URL = 'https://echo.example.com';

const asExpressions = (fields: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, `={{ ${text} }}`]));

/** The body of a call to another service, in one of the ways to write it. */
export function callWith(fields: Readonly<Record<string, string>>, choices: Choices): object {
	const rows = Object.entries(fields);
	const json = (text: string): object => ({ specifyBody: 'json', jsonBody: text });
	const pairs = rows.map(([name, text]) => ({ name, value: `={{ ${text} }}` }));
	return {
		method: 'POST',
		url: ECHO_URL,
		sendBody: true,
		...choices.of<object>(
			json(`={{ { ${rows.map(([name, text]) => `${name}: ${text}`).join(', ')} } }}`),
			json(`={ ${rows.map(([name, text]) => `"${name}": "{{ ${text} }}"`).join(', ')} }`),
			json(
				`={{ JSON.stringify({ ${rows.map(([name, text]) => `${name}: ${text}`).join(', ')} }) }}`,
			),
			{ bodyParameters: { parameters: pairs } },
		),
		options: {},
	};
}

const callEcho: Link = (state, choices) => {
	const parameters = callWith(fieldsOf(state, choices, '$json'), choices);
	return after(
		state,
		node(nameOf(state, 'Other service'), 'httpRequest', parameters as never, { typeVersion: 4.2 }),
		{
			paths: Object.fromEntries(valuesIn(state).map((value) => [value, ['sent', value]])),
			list: undefined,
		},
	);
};

const ownNames = (state: State): State['paths'] =>
	Object.fromEntries(valuesIn(state).map((value) => [value, [value]]));

const callSub: Link = (state, choices) => {
	const trigger = node(
		'Called',
		'executeWorkflowTrigger',
		{ inputSource: 'passthrough' },
		{ typeVersion: 1.1 },
	);
	const fields = asExpressions(fieldsOf(state, choices, '$json'));
	const called = wired([trigger, setFields('Row', fields)], 'Called > Row');
	return after(
		state,
		node(
			nameOf(state, 'Sub-workflow'),
			'executeWorkflow',
			{ source: 'parameter', workflowJson: JSON.stringify(called), options: {} },
			{ typeVersion: 1.2 },
		),
		{ paths: ownNames(state), list: undefined },
	);
};

/** Its items come by the first output or, where it fails, by the second. */
const mayFail: Link = (state, choices) => {
	const fields = asExpressions(fieldsOf(state, choices, '$json'));
	const safe = after(
		state,
		{ ...setFields(nameOf(state, 'May fail'), fields), onError: 'continueErrorOutput' },
		{ paths: ownNames(state), list: undefined },
	);
	const tell = setFields(`Tell ${safe.nodes.length}`, { text: '={{ $json.error }}' });
	return {
		...safe,
		nodes: [...safe.nodes, tell],
		lines: [...safe.lines, `${safe.at}:1 > ${tell.name}`],
	};
};

/** Ways out of the workflow and back. */
export const OTHER_LINKS: Readonly<Record<string, Link>> = { callEcho, callSub, mayFail };
