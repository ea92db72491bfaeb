import { testCasesOf } from './playCase';

testCasesOf('look');
