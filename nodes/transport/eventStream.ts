import { addChunk, type ChatAnswer } from './chatAnswer';
import { readAnswer } from './json';

/** Reads server-sent events from pieces of text that may end anywhere. */
interface EventReader {
	add(text: string): void;
	/** Whether the stream has told that nothing more comes. */
	isOver(): boolean;
	/** Reads the last line, and returns the lines that belong to no event: an answer may be of another form than it says. */
	end(): string;
}

/** A line of an event stream: a field, or a comment. */
const EVENT_LINE = /^\s*(?:data|event|id|retry)?:/;

export function createEventReader(answer: ChatAnswer): EventReader {
	/** Pieces of a line that has not ended: a picture in an answer is one line of millions of letters. */
	let rest: string[] = [];
	const others: string[] = [];
	let isOver = false;
	const line = (text: string): void => {
		if (!EVENT_LINE.test(text)) {
			others.push(text);
			return;
		}
		const data = /^\s*data:(.*)$/.exec(text)?.[1]?.trim();
		if (data === undefined || data === '') return;
		if (data === '[DONE]') {
			answer.complete = true;
			isOver = true;
		} else {
			addChunk(answer, readAnswer(data));
		}
	};
	return {
		add(text) {
			rest.push(text);
			if (!/[\r\n]/.test(text)) return;
			const lines = rest.join('').split(/\r\n|\n|\r/);
			rest = [lines.pop() ?? ''];
			lines.forEach(line);
		},
		isOver: () => isOver,
		end() {
			line(rest.join(''));
			rest = [];
			return others.join('\n').trim();
		},
	};
}
