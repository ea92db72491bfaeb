import { readFileSync } from 'fs';

import type { ProblemType } from '../../nodes/transport/problemType';

const TYPES: Readonly<Record<ProblemType, true>> = {
	invalid: true,
	content: true,
	credential: true,
	plan: true,
	credit: true,
	account: true,
	limit: true,
	busy: true,
	unavailable: true,
	unclear: true,
	failed: true,
	canceled: true,
	timeout: true,
	download: true,
	unexpected: true,
};

it('docs/results.md explains every type of problem, and no other', () => {
	const page = readFileSync('docs/results.md', 'utf8');
	const rows = page.split('| `details.type`')[1]?.split('\n\n')[0]?.split('\n').slice(2) ?? [];
	const told = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)]);
	expect(told.map(([, type]) => type).sort()).toEqual(Object.keys(TYPES).sort());
});
