import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../tools/projectFolder';

const read = (page: string): string =>
	readFileSync(join(projectFolder, 'docs', 'verification', page), 'utf8');

const secondsOf = (time: string): number => {
	const [minutes = 0, seconds = 0] = time.split(':').map(Number);
	return minutes * 60 + seconds;
};

/** A person who explains something says some 150 words a minute. */
const WORDS_PER_SECOND = 2.5;

describe('the script of the video', () => {
	const scenes = [
		...read('video-script.md').matchAll(/^\| (\d:\d\d)–(\d:\d\d) \|[^|]*\| ([^|]+?) *\|$/gm),
	].map(([, from = '', to = '', spoken = '']) => ({
		from: secondsOf(from),
		to: secondsOf(to),
		spoken,
	}));

	it('has scenes without gaps, which take less than five minutes', () => {
		expect(scenes.length).toBeGreaterThan(5);
		expect(scenes[0]?.from).toBe(0);
		expect(scenes.slice(1).map(({ from }) => from)).toEqual(
			scenes.slice(0, -1).map(({ to }) => to),
		);
		expect(scenes.at(-1)?.to).toBeLessThan(300);
	});

	it.each(scenes)('can be spoken from second $from to $to', ({ from, to, spoken }) => {
		expect(spoken.split(/\s+/).length).toBeLessThanOrEqual((to - from) * WORDS_PER_SECOND);
	});
});

describe('the checklist', () => {
	it('names only files that exist', () => {
		const named = [...read('README.md').matchAll(/`([\w.]+(?:\/[\w.]+)+|\w+\.json|LICENSE)`/g)].map(
			([, path = '']) => path,
		);
		expect(named.length).toBeGreaterThan(10);
		expect(named.filter((path) => !existsSync(join(projectFolder, path)))).toEqual([]);
	});
});
