import type { FileNode } from '../../converter/workflow/workflowFile';
import { converted, KEY, node, START, workflow } from '../../tools/pairs/workflows';

const headers = { headerParameters: { parameters: [{ name: 'x-api-key', value: KEY }] } };

describe('a key that only a call which stays has', () => {
	const elsewhere = node(
		'Other',
		'httpRequest',
		{ method: 'POST', url: '={{ $vars.PIAPI }}/api/v1/task', ...headers },
		{ typeVersion: 4.2 },
	);
	const inCode = (jsCode: string): FileNode => node('Other', 'code', { jsCode });
	const TOOL = '@n8n/n8n-nodes-langchain.toolHttpRequest';
	const url = 'https://api.piapi.ai/account/info';

	it.each<[string, FileNode, string]>([
		['a header, with an address from elsewhere', elsewhere, 'header x-api-key'],
		[
			'the headers of code',
			inCode(
				`return await this.helpers.httpRequest({ url: '${url}', headers: { 'x-api-key': '${KEY}' } });`,
			),
			'its code',
		],
		[
			'a variable of code',
			inCode(`const apiKey = \`${KEY}\`;\nreturn await fetch('${url}', { headers: { apiKey } });`),
			'its code',
		],
		[
			'a tool',
			node('Other', 'httpRequestTool', { url, ...headers }, { typeVersion: 4.2 }),
			'header x-api-key',
		],
		[
			'an older tool',
			node('Other', TOOL, {
				url,
				parametersHeaders: { values: [{ name: 'x-api-key', value: KEY }] },
			}),
			'its parameters',
		],
		[
			'a command',
			node('Other', 'executeCommand', { command: `curl -H "x-api-key: ${KEY}" ${url}` }),
			'its parameters',
		],
	])('in %s is told', (_, other, place) => {
		const { report } = converted(workflow([START, other], 'Start > Other'));
		expect(report.untouched.map(({ node: name }) => name)).toEqual(['Other']);
		expect(report.keys).toEqual([{ node: 'Other', place, isLeft: true }]);
	});

	it('is none where code only names the address of PiAPI', () => {
		const { report } = converted(
			workflow([START, inCode(`return [{ json: { url: '${url}', token: '${KEY}' } }];`)]),
		);
		expect(report.keys).toEqual([]);
	});
});
