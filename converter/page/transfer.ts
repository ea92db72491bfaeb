import { element } from './elements';

/** Copies by a selection: where the browser has no clipboard for pages, such as over plain HTTP. */
function copyBySelection(text: string): boolean {
	const area = element('textarea', { class: 'hidden-but-focusable' });
	const focused = document.activeElement;
	area.value = text;
	document.body.append(area);
	area.select();
	const copied = document.execCommand('copy');
	area.remove();
	if (focused instanceof HTMLElement) focused.focus();
	return copied;
}

/** Resolves with whether the text is on the clipboard. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyBySelection(text);
	}
}

export function downloadText(name: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
	const link = element('a');
	link.href = address;
	link.download = name;
	link.click();
	// The download has begun by then.
	setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
