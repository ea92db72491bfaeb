import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';
import { loadBuiltNodes } from './builtNodes';
import { projectFolder } from './packedPackage';

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

const documents = [
	...['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'],
	...readdirSync(join(projectFolder, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join('docs', name)),
];

describe('the documents', () => {
	it.each(documents)('%s links only to files that exist', (document) => {
		const links = [...read(document).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(
			([, link]) => link ?? '',
		);
		for (const link of links.filter((target) => !/^[a-z]+:/.test(target))) {
			expect(() => read(join(dirname(document), link))).not.toThrow();
		}
	});

	it('the readme lists the operations or events of every node, under the name of the node', async () => {
		for (const { description } of await loadBuiltNodes()) {
			const [, section = ''] = read('README.md').split(`\n## ${description.displayName}\n`);
			const [ownSection = ''] = section.split('\n## ');
			const [header, , ...rows] = ownSection.split('\n').filter((line) => line.startsWith('|'));
			const options = (property: string): string[] =>
				(
					(description.properties.find(({ name }) => name === property)?.options ??
						[]) as INodePropertyOptions[]
				).map(({ name }) => name);
			const [heading, property] =
				options('resource').length > 1
					? ['Resource', 'resource']
					: options('events').length > 0
						? ['Event', 'events']
						: ['Operation', 'operation'];
			const names = options(property);
			expect(header).toMatch(new RegExp(`^\\| ${heading} `));
			expect(rows.map((row) => row.split('|')[1]?.trim())).toEqual(names);
		}
	});

	it('the readme links every example', () => {
		for (const example of readdirSync(join(projectFolder, 'examples'))) {
			expect(read('README.md')).toContain(`(examples/${example})`);
		}
	});

	it('the changelog has an entry for this version', () => {
		const { version } = JSON.parse(read('package.json')) as { version: string };
		expect(read('CHANGELOG.md')).toContain(`\n## [${version}] - `);
	});
});
