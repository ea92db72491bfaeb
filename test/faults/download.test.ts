import { testCasesOf } from './playCase';

testCasesOf('download');
