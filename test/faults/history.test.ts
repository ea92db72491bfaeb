import { testCasesOf } from './playCase';

testCasesOf('history');
