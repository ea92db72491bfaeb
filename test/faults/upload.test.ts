import { testCasesOf } from './playCase';

testCasesOf('upload');
