import { STATUSES, TOPICS } from '../../nodes/transport/adviceTable';
import { code, paragraphs, table } from './markdown';

/** What each HTTP status means. */
const statusTable = (): string =>
	table(
		['HTTP status', 'What it means', 'What to do'],
		Object.entries(STATUSES).map(([status, { meaning, advice }]) => [status, meaning, advice]),
	);

/** What parts of PiAPI's texts mean, in the order in which the node tries them. */
const textList = (): string =>
	TOPICS.map(({ certain = [], fragments, meaning, advice }) => {
		const texts = [...certain, ...fragments].map(code).join(', ');
		return `- **${meaning}.** ${advice} Texts: ${texts}.`;
	}).join('\n');

export const adviceTables = (): string =>
	paragraphs([
		'By parts of the text, which tell more than the status. The first line that fits counts, and `…` stands for a few words. The texts are those of PiAPI and of the makers of models, so they may change.',
		textList(),
		'By the HTTP status, or by the code in the answer that takes its place:',
		statusTable(),
	]);
