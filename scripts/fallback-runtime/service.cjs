'use strict';

// First in every utility process of the fallback runtime: what is missing, then the module that was asked for.
require('./polyfills.cjs').supplyAll();

// `[runtime, this file, module, …its arguments]` becomes what the module would have seen without this file.
process.argv.splice(1, 1);
const service = process.argv[1];
if (service === undefined)
  throw new Error('The fallback runtime was asked to start a service without its module.');
require(service);
