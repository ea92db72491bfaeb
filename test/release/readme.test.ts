import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { loadBuiltNodes } from './builtNodes';
import { projectFolder } from '../../tools/projectFolder';

const read = (...path: string[]): string => readFileSync(join(projectFolder, ...path), 'utf8');

const readme = read('README.md');

const choicesOf = (properties: readonly INodeProperties[], name: string): string[] =>
	properties
		.filter((property) => property.name === name)
		.flatMap(({ options }) => (options ?? []) as INodePropertyOptions[])
		.map((option) => option.name);

const nodeNamed = async (name: string): Promise<readonly INodeProperties[]> =>
	(await loadBuiltNodes()).find(({ description }) => description.displayName === name)?.description
		.properties ?? [];

const sectionOf = (heading: string): string =>
	(readme.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0] ?? '';

describe('the readme', () => {
	it('is short: at most 120 lines and 900 words', () => {
		expect(readme.split('\n').length).toBeLessThanOrEqual(120);
		expect(readme.split(/\s+/).length).toBeLessThanOrEqual(900);
	});

	it('names every resource, in a line for each kind', async () => {
		const lines = [...sectionOf('Models').matchAll(/^- \*\*([A-Z0-9]\w+):\*\* (.+)$/gm)];
		const named = lines.flatMap(([, , line = '']) => line.split(', '));
		const withoutKind = (resource: string): string =>
			resource.replace(/ \((Audio|Image|Text|Video|3D)\)$/, '');
		expect(lines.map(([, kind]) => kind)).toEqual([
			...['Images', 'Video', 'Audio', '3D', 'Text', 'More'],
		]);
		expect(named.sort()).toEqual(
			choicesOf(await nodeNamed('PiAPI'), 'resource')
				.map(withoutKind)
				.sort(),
		);
	});

	it('has five examples, under their names', () => {
		const links = [...sectionOf('Examples').matchAll(/^- \[([^\]]+)\]\((examples\/[^)]+)\)/gm)];
		const names = links.map(([, , file = '']) => (JSON.parse(read(file)) as { name: string }).name);
		expect(names).toHaveLength(5);
		expect(links.map(([, text]) => text)).toEqual(names);
	});

	it('has the command that shows the nodes and the one that tests them', () => {
		const commands = [...readme.matchAll(/```\n([^]*?)\n```/g)].map(([, command]) => command);
		expect(commands).toEqual(['npm start', 'npm test']);
	});
});

describe('docs/trigger.md', () => {
	it('has a row for every event of the trigger', async () => {
		const rows = [...read('docs', 'trigger.md').matchAll(/^\| (\w+) +\|/gm)].map(
			([, name]) => name,
		);
		expect(rows).toEqual(['Event', ...choicesOf(await nodeNamed('PiAPI Trigger'), 'events')]);
	});
});

describe('docs/operations.md', () => {
	it('lists every resource of the form with its operations', async () => {
		const rows = [
			...read('docs', 'operations.md').matchAll(
				/^\| \[([^\]]+)\]\([^)]+\) +\| [\w ]+ +\| (.+?) +\|$/gm,
			),
		].map(
			([, resource = '', operations = '']) =>
				[resource, operations.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').split(', ')] as const,
		);
		const properties = await nodeNamed('PiAPI');
		const [resource] = properties;
		const wanted = ((resource?.options ?? []) as INodePropertyOptions[]).map(({ name, value }) => {
			const operation = properties.find(
				(property) =>
					property.name === 'operation' && property.displayOptions?.show?.resource?.includes(value),
			);
			return [name, operation === undefined ? [] : choicesOf([operation], 'operation').sort()];
		});
		const listed = rows.filter(([name]) => !name.startsWith('The node '));
		expect(listed.map(([name, operations]) => [name, operations.sort()]).sort()).toEqual(
			wanted.sort(),
		);
	});
});
