'use strict';

const { families, listOperations } = require('./dist/nodes/catalog');
const { nodeFor } = require('./dist/nodes/request/nodeFor');

/** Every operation with the task it makes and its fields: what the nodes, the docs and the tests are derived from. */
exports.catalog = { families, operations: listOperations() };

/** The node that sends a body of `POST /api/v1/task`. */
exports.nodeFor = nodeFor;
