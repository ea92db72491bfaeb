import type { Price } from '../../nodes/catalog/price';
import { acme } from '../catalog/acme';
import type { Given } from './executionStage';

/** The made-up family, whose operations cost $0.10 a task or what is said. */
export const actionsAt = (price: Partial<Price> = {}): Given['nodeActions'] => ({
	families: [
		{
			...acme,
			operations: acme.operations.map((operation) => ({
				...operation,
				price: {
					per: 'task',
					rates: [{ usd: 0.1 }],
					asOf: '2026-11',
					source: 'https://example.com/prices',
					confidence: 'documented',
					...price,
				},
			})),
		},
	],
	actions: {},
});
