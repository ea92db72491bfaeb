import type { Workflow } from '../../tools/n8n/workflow';

/** The workflow with these links in the fields of its Edit Fields nodes that the user has to fill in. */
export const withLinks =
	(links: Readonly<Record<string, string>>) =>
	(workflow: Workflow): Workflow =>
		JSON.parse(
			JSON.stringify(workflow, (_, value: unknown) => {
				const { name, value: link } = (value ?? {}) as { name?: unknown; value?: unknown };
				return link === '' && typeof name === 'string' && name in links
					? { ...(value as object), value: links[name] }
					: value;
			}),
		) as Workflow;
