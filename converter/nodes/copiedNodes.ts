import type { NewNode } from './newNode';

interface CopiedNode {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [x: number, y: number];
	readonly parameters: NewNode['parameters'];
}

const DISTANCE = 240;

/** Nodes beside each other, with the names that n8n would give them. */
export function copiedNodes(nodes: readonly NewNode[], newId: () => string): CopiedNode[] {
	const counts = new Map<string, number>();
	return nodes.map(({ type, parameters }, index) => {
		const base = type.endsWith('midjourney') ? 'Midjourney' : 'PiAPI';
		const count = counts.get(base) ?? 0;
		counts.set(base, count + 1);
		return {
			parameters,
			id: newId(),
			name: count === 0 ? base : `${base}${count}`,
			type,
			typeVersion: 1,
			position: [index * DISTANCE, 0],
		};
	});
}

/** Nodes as n8n puts them on the clipboard; no text where there are none. */
export const textOfNodes = (nodes: readonly CopiedNode[]): string =>
	nodes.length === 0 ? '' : JSON.stringify({ nodes, connections: {}, pinData: {} }, null, 2);
