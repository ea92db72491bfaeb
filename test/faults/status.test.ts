import { testCasesOf } from './playCase';

testCasesOf('status');
