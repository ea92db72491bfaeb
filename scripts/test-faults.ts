/** `npm run test:faults`: plays every fault on every kind of request, and proves that no task is lost or paid twice. */
import { runProgram } from '../tools/command/program';
import { jestStep, runStep } from '../tools/command/steps';

runProgram(async () => await runStep(jestStep('Faults', 'test/faults/jest.config.js')));
