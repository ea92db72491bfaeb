import type { Pasted } from '../pasted';
import { Conversion } from './conversion';
import { byId } from './elements';
import { EXAMPLES } from './examples';
import type { Outcome } from './outcome';
import { figuresView, reportView } from './resultView';
import { Source } from './source';
import { summaryOf } from './summary';
import { copyText, downloadText } from './transfer';

const output = byId('output', HTMLElement);
const status = byId('status', HTMLElement);
const intro = byId('intro', HTMLElement);
const working = byId('working', HTMLElement);
const result = byId('result', HTMLElement);
const actions = byId('actions', HTMLElement);
const download = byId('download', HTMLButtonElement);
const json = byId('json', HTMLTextAreaElement);
const report = byId('report', HTMLElement);

let shown: Pasted | undefined;

/** Success shows by the result; the words are then for screen readers. */
function show(
	part: 'intro' | 'working' | 'result',
	words: string,
	tone: 'plain' | 'error' | 'success' = 'plain',
): void {
	intro.hidden = part !== 'intro';
	working.hidden = part !== 'working';
	result.hidden = part !== 'result';
	status.textContent = words;
	status.classList.toggle('is-error', tone === 'error');
	status.classList.toggle('hidden-but-focusable', tone === 'success');
	// In a narrow window the result is below the field.
	const isBelow = output.getBoundingClientRect().top > innerHeight / 2;
	if (part === 'result' && isBelow) output.scrollIntoView();
}

function tell(outcome: Outcome): void {
	shown = undefined;
	if ('problem' in outcome) {
		report.replaceChildren();
		actions.hidden = true;
		show('result', outcome.problem, 'error');
		return;
	}
	const { pasted } = outcome;
	const isEmpty = pasted.report.converted.length === 0;
	shown = isEmpty ? undefined : pasted;
	actions.hidden = isEmpty;
	actions.dataset.kind = pasted.kind;
	download.hidden = pasted.kind !== 'workflow';
	json.value = '';
	byId('details', HTMLDetailsElement).open = false;
	report.replaceChildren(...reportView(pasted));
	byId('figures', HTMLElement).replaceChildren(figuresView(pasted));
	show('result', summaryOf(pasted), isEmpty ? 'error' : 'success');
}

const conversion = new Conversion(tell);
const source = new Source(convert);

function reset(words = ''): void {
	conversion.cancel();
	show('intro', words);
}

function convert(): void {
	if (source.text.trim() === '') {
		reset('Paste something first.');
		return;
	}
	show('working', 'Converting…');
	conversion.start(source.text);
}

const onClick = (id: string, action: () => void): void =>
	byId(id, HTMLButtonElement).addEventListener('click', action);

onClick('convert', convert);
onClick('cancel', () => reset('Canceled.'));
onClick('clear', () => {
	source.clear();
	reset();
	byId('text', HTMLTextAreaElement).focus();
});
onClick('download', () => {
	const base = source.fileName?.replace(/\.\w+$/, '') ?? 'workflow';
	if (shown) downloadText(`${base}.piapi.json`, shown.text);
});

const copyButton = byId('copy', HTMLButtonElement);
const copyLabel = copyButton.textContent ?? '';
onClick('copy', () => {
	if (shown === undefined) return;
	void copyText(shown.text).then((isCopied) => {
		const words = isCopied ? 'Copied' : 'Copy failed: copy the JSON below';
		copyButton.textContent = words;
		status.textContent = isCopied ? 'Copied. Paste the nodes onto the canvas in n8n.' : words;
		setTimeout(() => {
			copyButton.textContent = copyLabel;
		}, 2_500);
	});
});

byId('details', HTMLDetailsElement).addEventListener('toggle', () => {
	json.value = shown?.text ?? '';
});

for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-example]')) {
	button.addEventListener('click', () => {
		source.show(EXAMPLES[button.dataset.example ?? ''] ?? '');
		convert();
	});
}

// A page that comes back with its text still in the field.
if (source.text.trim() !== '') convert();
