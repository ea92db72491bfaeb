import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { cutText } from '../transport/cutText';
import { isProblem, withoutSecrets } from '../transport/problem';
import type { ItemOutcome } from './outcome';
import type { Settings } from './settings';
import { isTool } from './tool';

/** Hints that are shown in full; the others are only counted. */
const MOST_TEXTS = 5;
/** Letters of a warning that has a text of PiAPI in it. */
const LONGEST_WARNING = 500;

/** Shows a text above the output of the node. */
export function showHint(
	context: IExecuteFunctions,
	message: string,
	type: NodeExecutionHint['type'] = 'info',
): void {
	// Missing where the node is a tool of an agent, and in older versions of n8n.
	if (!('addExecutionHints' in context)) return;
	context.addExecutionHints({ message, type, location: 'outputPane' });
}

/** Shows what is worth knowing about single items, in one hint. */
export function showItemHints(
	context: IExecuteFunctions,
	items: ReadonlyArray<{ readonly itemIndex: number; readonly hints: readonly string[] }>,
	type?: NodeExecutionHint['type'],
): void {
	const texts = items.flatMap(({ itemIndex, hints }) =>
		hints.map((hint) => `Item ${itemIndex}: ${hint}`),
	);
	if (texts.length === 0) return;
	const rest = texts.length > MOST_TEXTS ? ` (and ${texts.length - MOST_TEXTS} more)` : '';
	showHint(context, `${texts.slice(0, MOST_TEXTS).join('. ')}${rest}`, type);
}

/** Warnings about results, noted while the items run and shown together. */
interface ResultWarnings {
	add(itemIndex: number, hint: string): void;
	show(): void;
}

export function openResultWarnings(
	context: IExecuteFunctions,
	secrets: () => readonly string[],
): ResultWarnings {
	const noted: Array<{ readonly itemIndex: number; readonly hints: readonly string[] }> = [];
	return {
		add(itemIndex, hint) {
			// Masked first: what is left of a secret that is cut has no mask.
			const text = cutText(withoutSecrets(hint, secrets()), LONGEST_WARNING);
			noted.push({ itemIndex, hints: [text] });
		},
		show() {
			const inOrder = noted.sort((one, other) => one.itemIndex - other.itemIndex);
			showItemHints(context, inOrder, 'warning');
		},
	};
}

/** Shows what goes for the results as a whole: that links expire, and why PiAPI may have refused. */
export function showResultHints(
	context: IExecuteFunctions,
	outcomes: readonly ItemOutcome[],
	settings: Pick<Settings, 'downloadFiles'> | undefined,
	availabilityNote?: string,
): void {
	const hasLinks = outcomes.some(
		(outcome) => !isProblem(outcome) && outcome.some(({ json }) => typeof json.url === 'string'),
	);
	if (hasLinks && settings?.downloadFiles !== true && !isTool(context)) {
		showHint(
			context,
			'Result links expire, some after 24 hours. Turn on Download Files to keep the files.',
		);
	}
	if (availabilityNote !== undefined && outcomes.some(isProblem))
		showHint(context, `${availabilityNote}.`, 'warning');
}
