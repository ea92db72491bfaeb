import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS } from '../../nodes/transport/adviceTable';
import { STATUSES } from '../../nodes/transport/statusAdvice';
import {
	allTexts,
	core,
	problemsWithoutAdvice,
	problemTexts,
	quotedTexts,
	reasonTexts,
} from './errorTexts';
import { projectFolder } from '../../tools/projectFolder';

const read = (...path: string[]): string => readFileSync(join(projectFolder, ...path), 'utf8');

const page = read('docs', 'troubleshooting.md');
const sources = [
	...readdirSync(join(projectFolder, 'nodes'), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => read('nodes', name)),
	read('credentials', 'PiApi.credentials.ts'),
];
const texts = new Set(sources.flatMap(allTexts));

const PIAPIS_OWN = 'What PiAPI says';
const quoted = quotedTexts(page, (heading) => heading !== PIAPIS_OWN);

/** Texts of problems that the page does without, with the reason. */
const WITHOUT: Readonly<Record<string, string>> = {
	'No answer': 'Shows in a list only, when the node is closed while it loads.',
	'it was stopped': 'Shows in an execution that was stopped, which shows no errors.',
};

/** Problems that others put their advice to, or that nobody reads. */
const WITHOUT_ADVICE = [
	'No answer',
	"PiAPI's answer contains no task ID",
	'An earlier try got no answer',
	'PiAPI returned a different task than the one requested:',
	'PiAPI answered with the task of another item:',
];

const missing = (problems: readonly string[]): string[] =>
	problems.filter((text) => !quoted.includes(text) && WITHOUT[text] === undefined);

describe('docs/troubleshooting.md', () => {
	it('quotes only texts that the package has', () => {
		expect(quoted.length).toBeGreaterThan(70);
		expect(quoted.filter((text) => !texts.has(text))).toEqual([]);
	});

	it('has every text of PiAPI and every HTTP status that has advice', () => {
		const section = page.slice(page.indexOf(`## ${PIAPIS_OWN}`));
		for (const { meaning, advice, certain = [], forNow = [], fragments } of TOPICS) {
			const line = section.split('\n').find((one) => one.startsWith(`- **${meaning}.** ${advice}`));
			for (const text of [...certain, ...forNow, ...fragments])
				expect(line).toContain(`\`${text}\``);
		}
		for (const [status, { meaning, advice }] of Object.entries(STATUSES)) {
			const row = section.split('\n').find((one) => one.startsWith(`| ${status} `)) ?? '';
			expect(row).toContain(meaning);
			expect(row).toContain(advice);
		}
	});

	it('is about problems that say what to do', () => {
		expect(sources.flatMap(problemsWithoutAdvice)).toEqual(WITHOUT_ADVICE);
	});

	it('has every problem that the package can tell of', () => {
		expect(missing(sources.flatMap(problemTexts))).toEqual([]);
	});

	it('has every reason to poll instead of pausing', () => {
		const reasons = reasonTexts(read('nodes', 'execute', 'callbackPlan.ts'));
		expect(reasons.length).toBeGreaterThan(10);
		expect(reasons.filter((text) => !quoted.includes(text))).toEqual([]);
	});

	it('does without none that is gone, or that it has', () => {
		const problems = sources.flatMap(problemTexts);
		const idle = Object.keys(WITHOUT).filter(
			(text) => !problems.includes(text) || quoted.includes(text),
		);
		expect(idle).toEqual([]);
	});
});

describe('the comparison', () => {
	const source = `
		const late = { message: \`The moon \${name} is \${n} days late\`, advice: 'Wait.' };
		const either = { message: given === '' ? 'Moon is empty' : \`Moon is \${given}\`, advice };
		const first = { message: told || \`No moon (\${code})\`, advice: adviceFor(code) };
		const made = wrong(field, \`is no \${kind} moon\`, 'Give a moon.');
		const other = { message: 'A log line' };
	`;

	it('reads problems from code, with gaps for what varies', () => {
		expect(problemTexts(source)).toEqual([
			'The moon … is … days late',
			'Moon is empty',
			'Moon is',
			'No moon (…)',
			'is no … moon',
		]);
	});

	it('finds a problem that the page does not have', () => {
		expect(missing(problemTexts(source))).toContain('The moon … is … days late');
	});

	it('finds a text on the page that nothing says', () => {
		const changed = page.replace('`PiAPI could not be reached`', '`PiAPI was not at home`');
		const found = quotedTexts(changed, (heading) => heading !== PIAPIS_OWN);
		expect(found.filter((text) => !texts.has(text))).toEqual(['PiAPI was not at home']);
	});

	it('takes a text for the same with gaps at its ends', () => {
		expect(core('… is not a link: …')).toBe('is not a link:');
	});
});
