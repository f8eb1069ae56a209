export { checkModules, defineModule, type Module, type ModuleServices } from './define-module.ts';
