/** Loaded into n8n before its own code: keeps the heap free of garbage, so that what is left is in use. */
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
setInterval(runInNewContext('gc'), 500).unref();
