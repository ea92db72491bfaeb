/** `npm run test:editor`: brings n8n and a browser if need be, then uses the editor as a person would. */
import { ensureChromium } from '../tools/browser/chromium';
import { ensureN8n } from '../tools/n8n/installation';
import { runProgram, say } from '../tools/command/program';
import { jestStep, runStep } from '../tools/command/steps';

runProgram(async (stop) => {
	await ensureChromium(say);
	await ensureN8n({ say, signal: stop });
	return await runStep(jestStep('Tests in the editor', 'test/editor/jest.config.js'));
});
