export const HTTP_REQUEST = 'n8n-nodes-base.httpRequest';
export const LOOP_OVER_ITEMS = 'n8n-nodes-base.splitInBatches';
export const MERGE = 'n8n-nodes-base.merge';
export const SET = 'n8n-nodes-base.set';
export const WAIT = 'n8n-nodes-base.wait';
