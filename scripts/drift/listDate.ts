import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { promisify } from 'node:util';

import { dateOf, dayOf } from './list';

/** How old a list is. */
interface ListAge {
	/** Null where nobody knows it. */
	readonly date: string | null;
	readonly from: 'the list itself' | '--date' | 'its last commit' | null;
	readonly ageDays: number | null;
	/** The day on which the file was last changed; it says little, as it may be a fresh copy of an old list. */
	readonly fileChanged: string | null;
}

const DAY = 86_400_000;

const committed = async (file: string): Promise<string | undefined> => {
	const parameters = ['log', '-1', '--format=%cI', '--', basename(file)];
	const log = promisify(execFile)('git', parameters, { cwd: dirname(resolve(file)) });
	return await log.then(({ stdout }) => dayOf(stdout.trim())).catch(() => undefined);
};

const changed = async (file: string): Promise<string | null> =>
	await stat(file).then(
		({ mtimeMs }) => dayOf(mtimeMs) ?? null,
		() => null,
	);

/** The date of a list: its own, the one that the caller gives, or that of its last commit. */
export async function ageOfList(
	file: string,
	content: unknown,
	given: string | undefined,
	now: number,
): Promise<ListAge> {
	const found = [
		[dateOf(content), 'the list itself'],
		[given, '--date'],
		[await committed(file), 'its last commit'],
	] as const;
	const [date, from] = found.find(([day]) => day !== undefined) ?? [];
	return {
		date: date ?? null,
		from: from ?? null,
		ageDays: date === undefined ? null : Math.max(0, Math.floor((now - Date.parse(date)) / DAY)),
		fileChanged: await changed(file),
	};
}

/** How a verdict names the list. */
export function listInWords({ date, ageDays, fileChanged }: ListAge): string {
	if (date !== null) return `the list of ${date}, which is ${ageDays ?? 0} days old`;
	const file = fileChanged === null ? '' : `; the file was last changed on ${fileChanged}`;
	return `a list of unknown date${file}`;
}
