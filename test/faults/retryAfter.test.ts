import { testCasesOf } from './playCase';

testCasesOf(
	'wait-create',
	'wait-look',
	'wait-history',
	'wait-upload',
	'wait-download',
	'wait-account',
);
