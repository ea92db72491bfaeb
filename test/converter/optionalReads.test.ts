import { code, TASK_LINES, tasks, wired } from './pairs/nodes';
import { converted, parametersOf } from '../../tools/pairs/workflows';

const rewritten = (jsCode: string): unknown => {
	const { file } = converted(
		wired([...tasks(1), code('Result', jsCode)], ...TASK_LINES, 'Check > Result'),
	);
	return parametersOf(file, 'Result').jsCode;
};

describe('code that reads items that may not be there', () => {
	it.each([
		[
			"const second = $('Check').all()[1]?.json;\nreturn [{ json: { link: second?.data?.output?.image_url ?? null } }];",
			"const second = $('Create').all()[1]?.json;\nreturn [{ json: { link: second?.url ?? null } }];",
		],
		[
			"const second = items[1]?.json;\nreturn [{ json: { link: second?.['data'].output.image_url } }];",
			'const second = items[1]?.json;\nreturn [{ json: { link: second?.url } }];',
		],
		[
			'const second = items[1]?.json;\nreturn [{ json: { ended: second?.data.meta.ended_at } }];',
			'const second = items[1]?.json;\nreturn [{ json: { ended: second?.task?.meta?.ended_at } }];',
		],
		[
			'return [{ json: { link: items[1]?.json?.data?.output?.image_url } }];',
			'return [{ json: { link: items[1]?.json?.url } }];',
		],
		[
			'return [{ json: { link: items[0].json.data?.output?.image_url } }];',
			'return [{ json: { link: items[0].json.url } }];',
		],
	])('%j asks for them as before', (before, after) => {
		expect(rewritten(before)).toBe(after);
	});
});
