export { checkModules, defineModule, type Beginning, type Module, type ModuleServices } from './define-module.ts';
