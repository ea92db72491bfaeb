/** A trigger that does nothing but start its workflow: what n8n itself costs. */
exports.EmptyTrigger = class EmptyTrigger {
	constructor() {
		this.description = {
			displayName: 'Empty Trigger',
			name: 'emptyTrigger',
			group: ['trigger'],
			version: 1,
			description: 'Starts a workflow with what it is sent',
			defaults: { name: 'Empty Trigger' },
			inputs: [],
			outputs: ['main'],
			webhooks: [
				{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'piapi' },
			],
			properties: [],
		};
	}

	async webhook() {
		const { data } = this.getBodyData();
		return { workflowData: [[{ json: { taskId: data.task_id } }]] };
	}
};
