// What older-node.mjs gives VS Code in place of `node:module`.
import nodeModule from 'node:module';
export * from 'node:module';
export { default } from 'node:module';
export const registerHooks = nodeModule.registerHooks;
