import { parsedCode, operandOf } from '../code/syntax';
import { Expression } from './expressions';
import type { TemplateObject } from './bodyTemplate';

/** The parts of a body that is one code, each read from what the code returns. */
export function taskBodyOf({ source }: Expression): TemplateObject | undefined {
	if (source.kind === 'text') return undefined;
	const isValue = source.kind === 'value' || source.value !== undefined;
	const code = source.kind === 'value' ? source.code : (source.value ?? source.code);
	const parsed = parsedCode(code);
	if (parsed === undefined) return undefined;
	const operand = operandOf(parsed, parsed.code);
	// n8n sends an object as it is, and a text as JSON.
	const body = isValue
		? operand
		: `(typeof ${operand} === 'string' ? JSON.parse(${operand}) : ${operand})`;
	const part = (name: string): Expression => Expression.ofValue(`${body}.${name}`);
	return {
		model: part('model'),
		task_type: part('task_type'),
		input: part('input'),
		config: part('config'),
	};
}
