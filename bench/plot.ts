import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

import type { Figure } from './figure';

/** A bar of the plot: how long so many items took, against the time of one task. */
export interface Bar {
	readonly way: string;
	readonly items: number;
	readonly taskSeconds: number;
	readonly timesIdeal: number;
}

const PATH = join(__dirname, '..', 'docs', 'images', 'waiting.png');
const FONT = 'DejaVu Sans';
const MAKESPAN = /^in n8n, (\d+) items of (\d+) s: makespan$/;

/** The bars of the measurements in a real n8n. */
export const barsOf = (figures: readonly Figure[]): Bar[] =>
	figures.flatMap(({ name, rounds: [node], baseline }) => {
		const [, items, taskSeconds] = MAKESPAN.exec(name)?.map(Number) ?? [];
		if (!items || !taskSeconds || node === undefined || baseline?.name !== 'built by hand')
			return [];
		const [hand = Number.NaN] = baseline.rounds;
		return [
			{ way: 'one node', items, taskSeconds, timesIdeal: node / taskSeconds },
			{ way: 'HTTP Request, Wait, IF', items, taskSeconds, timesIdeal: hand / taskSeconds },
		];
	});

const specOf = (bars: readonly Bar[]): TopLevelSpec => ({
	title: { text: 'Time until all results are there, over the time of one task', anchor: 'start' },
	background: 'white',
	config: { font: FONT },
	data: { values: [...bars] },
	width: 180,
	height: 200,
	mark: 'bar',
	encoding: {
		column: {
			field: 'taskSeconds',
			type: 'ordinal',
			title: null,
			header: { labelExpr: "'tasks of ' + datum.value + ' s'" },
		},
		x: { field: 'items', type: 'ordinal', title: 'items', axis: { labelAngle: 0 } },
		xOffset: { field: 'way' },
		y: { field: 'timesIdeal', type: 'quantitative', title: 'times the ideal' },
		color: {
			field: 'way',
			title: null,
			legend: { orient: 'bottom', labelLimit: 400 },
			scale: { range: ['#c4c4cc', '#5b4bdb'] },
		},
	},
});

/** Writes the plot of what waiting takes, as PNG. */
export async function writePlot(bars: readonly Bar[]): Promise<void> {
	const view = new View(parse(compile(specOf(bars)).spec), { renderer: 'none' });
	const svg = await view.toSVG();
	await initWasm(readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
	const fonts = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map(async (name) =>
		readFile(require.resolve(`dejavu-fonts-ttf/ttf/${name}`)),
	);
	const picture = new Resvg(svg, {
		font: { fontBuffers: await Promise.all(fonts), defaultFontFamily: FONT },
		fitTo: { mode: 'zoom', value: 2 },
	});
	await writeFile(PATH, picture.render().asPng());
}
