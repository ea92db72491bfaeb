import { testCasesOf } from './playCase';

testCasesOf(
	'wait-create',
	'wait-status',
	'wait-history',
	'wait-upload',
	'wait-download',
	'wait-account',
);
