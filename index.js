'use strict';

const { listOperations } = require('./dist/nodes/catalog/listedOperations');
const { nodeFor } = require('./dist/nodes/request/nodeFor');

/** One copy serves the whole process, so nobody may change it. */
function freezeDeep(value) {
	Object.values(value)
		.filter((inner) => typeof inner === 'object' && inner !== null)
		.forEach(freezeDeep);
	return Object.freeze(value);
}

// index.d.ts documents both. With plain assignments, `import { operations } from` works as well.
exports.operations = freezeDeep(listOperations());
exports.nodeFor = nodeFor;
