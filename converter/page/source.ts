import { byId } from './elements';

/** Longer texts are kept aside: a text field with megabytes in it is slow. */
const LONGEST_SHOWN = 200_000;

const sizeOf = (text: string): string =>
	text.length < 1_000_000
		? `${Math.ceil(text.length / 1_000)} KB`
		: `${(text.length / 1_000_000).toFixed(1)} MB`;

/** Where the text to convert comes from: typed, pasted, dropped, or chosen as a file. */
export class Source {
	private readonly area = byId('text', HTMLTextAreaElement);
	private readonly file = byId('file', HTMLInputElement);
	private readonly zone = byId('drop', HTMLElement);
	private readonly loaded = byId('loaded', HTMLElement);
	private readonly loadedName = byId('loaded-name', HTMLElement);
	/** A text that is not shown. */
	private aside: string | undefined;
	private name: string | undefined;

	/** `given` is called when there is a new text to convert. */
	constructor(private readonly given: () => void) {
		this.area.addEventListener('input', (event) => {
			this.name = undefined;
			const kind = event instanceof InputEvent ? event.inputType : '';
			if (/^insertFrom(?:Paste|Drop)/.test(kind)) this.given();
		});
		this.area.addEventListener('paste', (event) => this.paste(event));
		this.area.addEventListener('keydown', (event) => {
			if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.given();
		});
		this.file.addEventListener('change', () => void this.read(this.file.files?.[0]));
		byId('unload', HTMLButtonElement).addEventListener('click', () => {
			this.clear();
			this.area.focus();
		});
		this.acceptDrops();
	}

	get text(): string {
		return this.aside ?? this.area.value;
	}

	/** The name of the file that the text comes from. */
	get fileName(): string | undefined {
		return this.name;
	}

	clear(): void {
		this.show('');
	}

	show(text: string, name?: string): void {
		const isLong = text.length > LONGEST_SHOWN;
		this.aside = isLong ? text : undefined;
		this.name = name;
		this.area.value = isLong ? '' : text;
		this.area.hidden = isLong;
		this.loaded.hidden = !isLong && name === undefined;
		this.loadedName.textContent = `${name ?? 'Pasted text'}, ${sizeOf(text)}`;
		this.file.value = '';
	}

	private paste(event: ClipboardEvent): void {
		const text = event.clipboardData?.getData('text/plain') ?? '';
		if (text.length <= LONGEST_SHOWN) return;
		event.preventDefault();
		this.show(text);
		this.given();
	}

	private async read(file: File | undefined): Promise<void> {
		if (file === undefined) return;
		this.show(await file.text(), file.name);
		this.given();
	}

	private acceptDrops(): void {
		const isFile = ({ dataTransfer }: DragEvent): boolean =>
			dataTransfer?.types.includes('Files') === true;
		const mark = (isOver: boolean): void => {
			this.zone.classList.toggle('is-over', isOver);
		};
		// Beside the zone the browser would leave the page and open the file.
		addEventListener('dragover', (event) => {
			if (!isFile(event)) return;
			event.preventDefault();
			mark(true);
		});
		addEventListener('dragleave', ({ relatedTarget }) => {
			if (relatedTarget === null) mark(false);
		});
		addEventListener('drop', (event) => {
			if (!isFile(event)) return;
			event.preventDefault();
			mark(false);
			void this.read(event.dataTransfer?.files[0]);
		});
	}
}
