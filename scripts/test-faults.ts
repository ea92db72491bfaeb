/** `npm run test:faults`: plays every fault on every kind of request, and proves that no task is lost or paid twice. */
import { join } from 'node:path';
import { projectFolder } from './n8n/packageFolder';
import { runProgram } from './program';
import { runStep } from './steps';

runProgram(
	async () =>
		await runStep({
			name: 'Faults',
			command: process.execPath,
			parameters: [
				require.resolve('jest/bin/jest'),
				'--config',
				join(projectFolder, 'test', 'faults', 'jest.config.js'),
				...process.argv.slice(2),
			],
		}),
);
