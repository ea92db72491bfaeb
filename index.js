'use strict';

const { families } = require('./dist/nodes/catalog');
const { listOperations } = require('./dist/nodes/catalog/listedOperations');
const { nodeFor } = require('./dist/nodes/request/nodeFor');

/**
 * Every operation with the task it creates, its fields and the kinds that offer it under any model: what the nodes, the docs and
 * the tests are derived from.
 */
exports.catalog = { families, operations: listOperations() };

/** The node that sends a body of `POST /api/v1/task`. */
exports.nodeFor = nodeFor;
