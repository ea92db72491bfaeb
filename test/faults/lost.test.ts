import { testCasesOf } from './playCase';

testCasesOf('lost');
