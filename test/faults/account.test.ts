import { testCasesOf } from './playCase';

testCasesOf('account');
