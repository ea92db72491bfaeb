/**
 * A package that breaks rules of every set, with disable comments that must have no effect. It proves
 * that the linters bite: a scan that finds nothing here would find nothing anywhere.
 */
export const badPackage: Record<string, string> = {
	'package.json': JSON.stringify({
		name: 'bad-name',
		version: '0.0.1',
		dependencies: { axios: '1.0.0' },
		scripts: { postinstall: 'node steal.js' },
		n8n: { n8nNodesApiVersion: 1, nodes: ['dist/nodes/Bad/Bad.node.js'] },
	}),
	'nodes/Bad/Bad.node.ts': `
		/* eslint-disable */
		import axios from 'axios';
		import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
		export class Bad implements INodeType {
			description: INodeTypeDescription = {
				displayName: 'Bad',
				name: 'bad',
				group: ['transform'],
				version: 1,
				description: 'Does bad things.',
				defaults: { name: 'Bad' },
				inputs: ['main'],
				outputs: ['main'],
				properties: [
					{ displayName: 'prompt text', name: 'prompt', type: 'string', default: 1 },
				],
			};
			async execute() {
				setTimeout(() => console.log(axios), 1);
				return [];
			}
		}
	`,
	'credentials/Bad.credentials.ts': `
		import type { ICredentialType, INodeProperties } from 'n8n-workflow';
		export class Bad implements ICredentialType {
			name = 'bad';
			displayName = 'Bad';
			properties: INodeProperties[] = [
				{ displayName: 'api key', name: 'apiKey', type: 'string', default: '' },
			];
		}
	`,
	'dist/nodes/Bad/Bad.node.js': `
		/* eslint-disable */
		const axios = require('axios');
		console.log(process.env, axios);
	`,
};
