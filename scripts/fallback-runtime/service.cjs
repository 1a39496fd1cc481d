'use strict';

// First in every utility process of the fallback runtime: what is missing, then the module that was asked for.
require('./polyfills.cjs').supplyAll();

const [module] = process.argv.splice(1, 2).slice(1);
if (module === undefined)
  throw new Error('The fallback runtime was asked to start a service without its module.');
process.argv.splice(1, 0, module);
require(module);
