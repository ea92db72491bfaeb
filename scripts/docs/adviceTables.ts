import { TOPICS } from '../../nodes/transport/adviceTable';
import { STATUSES } from '../../nodes/transport/statusAdvice';
import { code, paragraphs, table } from '../../tools/markdown';

/** What each HTTP status means. */
const statusTable = (): string =>
	table(
		['HTTP status', 'What it means', 'What to do'],
		Object.entries(STATUSES).map(([status, { meaning, advice }]) => [status, meaning, advice]),
	);

/** What parts of PiAPI's texts mean, in the order in which the node tries them. */
const textList = (): string =>
	TOPICS.map(({ certain = [], forNow = [], fragments, meaning, advice }) => {
		const texts = [...certain, ...forNow, ...fragments].map(code).join(', ');
		return `- **${meaning}.** ${advice} Texts: ${texts}.`;
	}).join('\n');

export const adviceTables = (): string =>
	paragraphs([
		'By parts of the text, which say more than the status. The first line that matches applies; `…` replaces a few words. The texts come from PiAPI and from the makers of the models, so they may change.',
		textList(),
		'By the HTTP status, or by the code in the answer that replaces it:',
		statusTable(),
	]);
