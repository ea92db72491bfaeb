import { anyModelFamilies } from '../../nodes/catalog/anyModel/families';
import { modelsFor } from '../../nodes/catalog/anyModel/models';
import { nodeFor } from '../../nodes/request/nodeFor';
import { listOperations, type OfferedAs } from '../../nodes/catalog/listedOperations';

const listed = listOperations();

function of(model: string, taskType: string, operation: string): readonly OfferedAs[] {
	const found = listed.find(
		(one) => one.model === model && one.taskType === taskType && one.operation === operation,
	);
	if (found === undefined) throw new Error(`no ${operation}`);
	return found.anyModel;
}

describe('the kinds in the list of operations', () => {
	it('say where an operation is offered, and as which models', () => {
		expect(of('kling', 'video_generation', 'generateVideo3')).toEqual([
			{ resource: 'anyVideo', operation: 'generateAnyVideoFromText', id: 'kling-3.0' },
			{ resource: 'anyVideo', operation: 'generateAnyVideoFromImage', id: 'kling-3.0' },
		]);
		expect(of('kling', 'video_generation', 'generateVideo').map(({ id }) => id)).toContain(
			'kling-2.1-master',
		);
	});

	it('are those of one model, where an operation has several', () => {
		expect(of('veo3.1', 'veo3.1-video-fast', 'generateVideo31FromText')).toEqual([
			{ resource: 'anyVideo', operation: 'generateAnyVideoFromText', id: 'veo-3.1-fast' },
		]);
	});

	it('are none for what no kind offers, and for what PiAPI may have stopped', () => {
		expect(of('kling', 'video_generation', 'generateVideoFromElements')).toHaveLength(1);
		expect(of('kling', 'lip_sync', 'lipSync')).toEqual([]);
		expect(of('sora2', 'sora2-video', 'generateVideo')).toEqual([]);
	});

	it('name every model of every kind', () => {
		const wanted = anyModelFamilies.flatMap(({ value: resource, operations }) =>
			operations.flatMap(({ value: operation }) =>
				modelsFor(operation).map(({ id }) => ({ resource, operation, id })),
			),
		);
		const given = listed.flatMap(({ anyModel }) => anyModel);
		expect(given).toHaveLength(wanted.length);
		expect(given).toEqual(expect.arrayContaining(wanted));
	});
});

it('a body becomes a node of the family, although a kind offers its model', () => {
	const offered = listed.filter(({ anyModel }) => anyModel.length > 0);
	expect(offered.length).toBeGreaterThan(30);
	for (const { model, taskType: task_type, nodeType, resource } of offered) {
		const node = nodeFor({ model, task_type, input: { prompt: 'a fox' } });
		expect([node.type, [resource, 'customTask']]).toEqual([
			nodeType,
			expect.arrayContaining([node.parameters.resource]),
		]);
	}
});
