/** `npm run test:editor`: brings n8n and a browser if need be, then uses the editor as a person would. */
import { ensureChromium } from './editor/chromium';
import { ensureN8n } from './n8n/installation';
import { runProgram, say } from './program';
import { jestStep, runStep } from './steps';

runProgram(async (stop) => {
	await ensureChromium(say);
	await ensureN8n({ say, signal: stop });
	return await runStep(jestStep('Tests in the editor', 'test/editor/jest.config.js'));
});
