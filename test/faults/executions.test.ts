import { testCasesOf } from './playCase';

testCasesOf('executions');
