'use strict';

/**
 * The entry of the fallback runtime: supplies what its old Node lacks, then loads the app. Unpackaged it lies in
 * the runtime's own resources/app (this Electron takes no path as an argument); packaged, beside the app in the asar.
 */
require('./polyfills.cjs').supplyAll();

const path = require('node:path');
const { app, utilityProcess } = require('electron');

const projectFolder = app.isPackaged ? app.getAppPath() : path.resolve(process.resourcesPath, '../../../..');
if (!app.isPackaged) Reflect.get(app, 'setAppPath').call(app, projectFolder);

const fork = utilityProcess.fork.bind(utilityProcess);
const forkWithPolyfills = /** @type {typeof utilityProcess.fork} */ (
  (module, args = [], options = {}) => fork(path.join(__dirname, 'service.cjs'), [module, ...args], options)
);
Reflect.set(utilityProcess, 'fork', forkWithPolyfills);

require(path.join(projectFolder, 'out/app/main/index.cjs'));
