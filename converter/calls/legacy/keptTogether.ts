import { UNIFIED } from '../api';
import { Unclear, type Call } from '../call';

/** A former call that stays as it is, and why. */
export interface Kept {
	readonly node: string;
	readonly reason: string;
}

/**
 * Calls of former APIs that must stay although each of them could be converted: nobody knows whether the unified API
 * finds a task that a former one created, or the other way round. So all calls of a former API are converted, with a
 * call that creates tasks among them, or none is. `staying` are the nodes that stay for other reasons.
 */
export function keptTogether(
	calls: ReadonlyMap<string, Call | Unclear>,
	staying: ReadonlySet<string> = new Set(),
): Kept[] {
	const former = [...calls].flatMap(([node, call]) =>
		call.api === undefined || call.api.name === UNIFIED.name
			? []
			: [{ node, call, name: call.api.name }],
	);
	const stays = ({ node, call }: (typeof former)[number]): boolean =>
		call instanceof Unclear || staying.has(node);
	return former
		.filter((one) => !stays(one))
		.flatMap(({ node, name }): Kept[] => {
			const others = former.filter((one) => one.name === name);
			const left = others.find(stays);
			if (left !== undefined) {
				return [
					{
						node,
						reason: `"${left.node}" still calls ${name}, and the unified API may not find its tasks`,
					},
				];
			}
			return others.some(({ call }) => !(call instanceof Unclear) && call.kind === 'create')
				? []
				: [
						{
							node,
							reason: `no node of this workflow creates its task, and the unified API may not find tasks of ${name}`,
						},
					];
		});
}
