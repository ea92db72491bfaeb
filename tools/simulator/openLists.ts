import type { FieldFact, SimulatedTaskFacts } from '../facts/facts';

interface OpenList {
	readonly models: readonly string[];
	readonly path: string;
}

/**
 * Lists on the vendor's pages that its own programs do not keep to: its MCP server knows another LoRA and another kind of
 * control, and sends another aspect ratio; a page's own example names a LoRA that is not in its list.
 */
const openLists: readonly OpenList[] = [
	{ models: ['Qubico/flux1-dev-advanced', 'Qubico/wanx'], path: 'lora_settings[].lora_type' },
	{ models: ['Qubico/flux1-dev-advanced'], path: 'control_net_settings[].control_type' },
	{ models: ['Qubico/wanx'], path: 'aspect_ratio' },
];

/** Whether values outside the list of a documented field only get a remark. */
export const isOpenList = (task: SimulatedTaskFacts, { path }: FieldFact): boolean =>
	openLists.some(
		(list) => list.path === path && task.models.some((model) => list.models.includes(model)),
	);
