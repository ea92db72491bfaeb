import { convert } from '../../../converter/convert';
import { textOfReport, type Report } from '../../../converter/report';
import type { WorkflowFile } from '../../../converter/workflow/workflowFile';
import { KEY, parametersOf, targetsOf } from '../../../tools/pairs/workflows';
import { FIELD_WORKFLOWS, fieldWorkflow } from './fieldWorkflows';

const conversionOf = (
	name: string,
): { file: WorkflowFile; report: Report; lineOf: (node: string) => string } => {
	const { text, report } = convert(JSON.stringify(fieldWorkflow(name)));
	const lines = [...report.untouched, ...report.check];
	return {
		file: JSON.parse(text) as WorkflowFile,
		report,
		lineOf: (node) =>
			lines
				.filter((line) => line.node === node)
				.map((line) => line.text)
				.join(' '),
	};
};

describe('the reports about workflows from the field', () => {
	it.each(FIELD_WORKFLOWS)('%s: the report contains no key', (name) => {
		expect(textOfReport(conversionOf(name).report)).not.toContain(KEY);
	});

	it('look-with-error-output: "Tell me" can still run, or a line says that it cannot', () => {
		const { file, lineOf } = conversionOf('look-with-error-output');
		const isReached = Object.keys(file.connections).some((from) =>
			targetsOf(file, from, 1).includes('Tell me'),
		);
		expect(isReached || /Tell me/.test(`${lineOf('Check')} ${lineOf('Create')}`)).toBe(true);
	});

	describe('placeholder-shared-with-other-services', () => {
		const { file, report } = conversionOf('placeholder-shared-with-other-services');

		it('keeps the headers of other services', () => {
			const headers = ['Speak', 'Render'].map((name) => parametersOf(file, name).headerParameters);
			expect(headers).toEqual([
				{ parameters: [{ name: 'voice-key', value: 'PUT-YOUR-KEY-HERE' }] },
				{ parameters: [{ name: 'Authorization', value: 'Bearer PUT-YOUR-KEY-HERE' }] },
			]);
		});

		it('keeps the text of the note', () => {
			const { content } = parametersOf(file, 'Read me');
			expect(content).toBe('Write PUT-YOUR-KEY-HERE over with your own keys.');
		});

		it('asks nobody to revoke a placeholder', () => {
			expect(report.keys).toEqual([]);
			expect(textOfReport(report)).not.toMatch(/revoke/i);
		});

		it('reads the picture by its new name', () => {
			const { jsonBody } = parametersOf(file, 'Render');
			expect(jsonBody).toMatch(/\$\('C(?:reate|heck)'\)\.item\.json\.\w+/);
			const names = file.nodes.map(({ name }) => name);
			const [, named = ''] = /\$\('(\w+)'\)/.exec(String(jsonBody)) ?? [];
			expect(names).toContain(named);
		});
	});

	it('whole-answer-leaves-the-workflow: the caller gets the same, or a line names it', () => {
		const { file, lineOf } = conversionOf('whole-answer-leaves-the-workflow');
		const isRebuilt = file.nodes.some(
			({ type, parameters }) =>
				type.endsWith('.set') && JSON.stringify(parameters).includes('$json.task'),
		);
		expect(isRebuilt || /answer|webhook|caller/i.test(lineOf('Mark') + lineOf('Ask'))).toBe(true);
	});

	it('address-kept-in-a-field: converted, or a line for each call', () => {
		const { report, lineOf } = conversionOf('address-kept-in-a-field');
		const isNamed = ['Create', 'Check'].every((name) => lineOf(name) !== '');
		expect(report.converted.length > 0 || isNamed).toBe(true);
	});

	it('counted-loop-that-stays: what reads the create keeps working, or the line says that it fails', () => {
		const { report, lineOf } = conversionOf('counted-loop-that-stays');
		const stays = report.converted.length === 0;
		if (stays) expect(lineOf('Create')).not.toBe('');
		expect(lineOf('Check')).not.toBe('');
	});

	it('failed-tasks-come-back: a line names the way back, which has no limit', () => {
		const { report } = conversionOf('failed-tasks-come-back');
		const text = [...report.untouched, ...report.check].map((line) => line.text).join(' ');
		expect(report.converted.map(({ node }) => node)).toContain('Picture');
		expect(text).toMatch(/without a limit|stays|not converted/i);
	});
});
