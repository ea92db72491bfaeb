import { testCasesOf } from './playCase';

testCasesOf('create');
