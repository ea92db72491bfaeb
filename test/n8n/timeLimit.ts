import { START_SECONDS } from '../../tools/n8n/instance';

/** Seconds for all that a hook or a test does beside starting n8n. */
const REST = 120;

/** The time limit in milliseconds of a hook or a test that starts n8n so often: what n8n says of its start comes first. */
export const limitOf = (starts: number): number => (starts * START_SECONDS + REST) * 1000;
