'use strict';

const { families } = require('./dist/nodes/catalog');

/** Every operation with the task it makes and its fields: what the nodes, the docs and the tests are derived from. */
exports.catalog = { families };
