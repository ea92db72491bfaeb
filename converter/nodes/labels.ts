import { families } from '../../nodes/catalog';
import { moreResources } from '../../nodes/description/resources';
import type { NewNode } from './newNode';

interface Choice {
	readonly name: string;
	readonly value: unknown;
}

interface Resource extends Choice {
	readonly operations: readonly Choice[];
}

const resources: readonly Resource[] = [
	...families,
	...Object.values(moreResources)
		.flat()
		.map(({ choice, operations }) => ({
			...choice,
			operations: operations.map((operation) => operation.choice),
		})),
];

/** Node, resource and operation as the form shows them, e.g. `PiAPI > Kling > Generate Video`. */
export function labelOf({ type, parameters }: Pick<NewNode, 'type' | 'parameters'>): string {
	const node = type.endsWith('midjourney') ? 'Midjourney' : 'PiAPI';
	const { resource: value = 'midjourney' } = parameters;
	const resource = resources.find((one) => one.value === value);
	const operation = resource?.operations.find((one) => one.value === parameters.operation);
	const names = [node, resource?.name, operation?.name].filter((name) => name !== undefined);
	return [...new Set(names)].join(' > ');
}
