import { testCasesOf } from './playCase';

testCasesOf('credit');
