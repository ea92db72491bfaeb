import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { build } from 'esbuild';

import { projectFolder } from '../../tools/projectFolder';

const PAGE = join(projectFolder, 'converter', 'page');
const ICONS = join(projectFolder, 'nodes', 'icons');

/** A script or style of the page with everything that it imports. */
async function bundled(entry: string): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [join(PAGE, entry)],
		alias: { crypto: join(PAGE, 'digestByContent.ts') },
		bundle: true,
		charset: 'utf8',
		define: { global: 'globalThis' },
		format: 'iife',
		legalComments: 'none',
		minify: true,
		platform: 'browser',
		target: 'es2022',
		write: false,
	});
	// A parser of HTML would take these for the start or the end of something.
	return (outputFiles[0]?.text ?? '')
		.trim()
		.replaceAll('<!--', '\\x3C!--')
		.replace(/<(\/?script)/gi, '\\x3C$1');
}

const hashOf = (text: string): string =>
	`'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Only these two run, and they may load nothing. The worker is made of a part of the page itself. */
const policyOf = (script: string, css: string): string =>
	[
		"default-src 'none'",
		`script-src ${hashOf(script)}`,
		`style-src ${hashOf(css)}`,
		'worker-src blob:',
		'img-src data:',
		"connect-src 'none'",
		"form-action 'none'",
		"base-uri 'none'",
	].join('; ');

const icon = async (name: string): Promise<string> =>
	(await readFile(join(ICONS, name), 'utf8')).trim().replace(/>\s+</g, '><');

/** The converter as one file that loads nothing. */
export async function buildPage(): Promise<string> {
	const [html, css, script, worker, light, dark, manifest] = await Promise.all([
		readFile(join(PAGE, 'page.html'), 'utf8'),
		bundled('page.css'),
		bundled('main.ts'),
		bundled('worker.ts'),
		icon('piapi.svg'),
		icon('piapi.dark.svg'),
		readFile(join(projectFolder, 'package.json'), 'utf8'),
	]);
	const hidden = (svg: string, className: string): string =>
		svg.replace('<svg ', `<svg class="${className}" aria-hidden="true" `);
	const parts: Readonly<Record<string, string>> = {
		policy: `<meta http-equiv="Content-Security-Policy" content="${policyOf(script, css)}" />`,
		icon: `<link rel="icon" href="data:image/svg+xml;base64,${Buffer.from(light).toString('base64')}" />`,
		style: `<style>${css}</style>`,
		logo: `${hidden(light, 'light')}${hidden(dark, 'dark')}`,
		version: (JSON.parse(manifest) as { version: string }).version,
		worker: `<script type="text/plain" id="worker">${gzipSync(worker, { level: 9 }).toString('base64')}</script>`,
		script: `<script>${script}</script>`,
	};
	return Object.entries(parts).reduce((page, [name, text]) => {
		const mark = `<!-- ${name} -->`;
		if (page.split(mark).length !== 2) throw new Error(`page.html must contain ${mark} once.`);
		return page.replace(mark, () => text);
	}, html);
}
