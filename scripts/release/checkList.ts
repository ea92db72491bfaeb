import { reportOf } from '../../tools/command/failure';

/** What a check found out; a text is shown beside its name. */
type Finding = string | undefined;

const indented = (text: string): string => text.trimEnd().replaceAll('\n', '\n          ');

/** Runs checks one after the other and prints how each of them went. */
export class CheckList {
	private readonly counts = { failed: 0, skipped: 0, passed: 0 };

	constructor(private readonly say: (line: string) => void) {}

	get allPassed(): boolean {
		return this.counts.failed === 0 && this.counts.skipped === 0 && this.counts.passed > 0;
	}

	/** Resolves with whether the check passed; a check that throws has failed. */
	async check(name: string, work: () => Finding | Promise<Finding>): Promise<boolean> {
		try {
			const found = await work();
			this.tell('passed', 'ok', found === undefined ? name : `${name}: ${found}`);
			return true;
		} catch (error) {
			this.tell('failed', 'failed', `${name}\n${reportOf(error)}`);
			return false;
		}
	}

	/** Checks that make no sense after a failure. */
	skip(...names: readonly string[]): void {
		for (const name of names) this.tell('skipped', 'not run', name);
	}

	/** Like the closing line of jest, which .ci/run adds up. */
	summary(): string {
		const counted = Object.entries(this.counts).filter(([, count]) => count > 0);
		const total = counted.reduce((sum, [, count]) => sum + count, 0);
		const parts = counted.map(([word, count]) => `${count} ${word}`);
		return `Tests:       ${[...parts, `${total} total`].join(', ')}`;
	}

	private tell(kind: keyof typeof this.counts, word: string, text: string): void {
		this.counts[kind] += 1;
		this.say(`${word.padEnd(8)}  ${indented(text)}`);
	}
}
