import type { INode } from 'n8n-workflow';

/** A node for what only passes it on. */
export const anyNode: INode = {
	id: '1',
	name: 'Midjourney',
	type: 'midjourney',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
