import type { Submission } from './submission';

/** Mail can never arrive below `.example`, which is reserved for documentation. */
export const isPlaceholder = (address: string): boolean => /[@.]example$/i.test(address);

const aboutAddress = (address: string): string =>
	isPlaceholder(address)
		? `Replace ${address} in package.json: it is a placeholder, and no mail arrives there.`
		: `Mail to ${address} arrives.`;

/** What no program can see to. */
export const leftToAPerson = ({ manifest: { author, repository } }: Submission): string[] => [
	aboutAddress((typeof author === 'object' ? author.email : author) ?? ''),
	`${repository?.url} is public.`,
	'npm knows publish.yml and its environment npm as a trusted publisher of the package.',
	'At GitHub, the environment npm requires a reviewer and accepts only tags v*.',
	'At GitHub, private vulnerability reporting is on: SECURITY.md and CODE_OF_CONDUCT.md lead there.',
];
