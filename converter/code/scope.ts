import type { Value } from './values';

/** What names stand for at a place in code. A name that is declared but not followed hides one of n8n's. */
export class Scope {
	private readonly names = new Map<string, Value | undefined>();

	constructor(private readonly outer?: Scope) {}

	declare(name: string, value: Value | undefined): void {
		this.names.set(name, value);
	}

	has(name: string): boolean {
		return this.names.has(name) || this.outer?.has(name) === true;
	}

	get(name: string): Value | undefined {
		return this.names.has(name) ? this.names.get(name) : this.outer?.get(name);
	}
}
