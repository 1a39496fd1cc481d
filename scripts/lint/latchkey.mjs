import { relative } from 'node:path';
import { electronExports, isAllowed, pageHolder, sendFile, sendingMethods } from './doors.mjs';
import { judgeImport, layerOf } from './layers.mjs';
import { wholeTests } from './whole-tests.mjs';

/**
 * The rules of this project that no ready-made rule can express, as a plugin for oxlint.
 * Syntax trees are untyped here: every rule looks only at what it names.
 */

/** Files whose work is to run when they are loaded. */
const entries = [
  'src/main/index.ts',
  'src/preload/index.ts',
  'src/renderer/main.ts',
  'src/renderer/requests/compare/compare-worker.ts',
  'src/renderer/requests/json/json-worker.ts',
  'src/main/open-api/service.ts',
  'demo/service.ts',
  'examples/embedding/build.mjs',
  'examples/embedding/main.ts',
  'examples/embedding/preload.ts',
  'examples/embedding/page/page.ts',
];

/** @param {any} context */
function fileOf(context) {
  return relative(context.cwd, context.filename).replaceAll('\\', '/');
}

const layers = {
  /** @param {any} context */
  create(context) {
    const file = fileOf(context);
    /** @param {any} node */
    const check = (node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const why = judgeImport(file, specifier);
      if (why !== null) context.report({ node: node.source, message: why });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

const doors = {
  /** @param {any} context */
  create(context) {
    const file = fileOf(context);
    if (layerOf(file) === null) return {};
    /**
     * @param {any} node
     * @param {string | undefined} name
     */
    const checkName = (node, name) => {
      const door = electronExports.find((one) => one.name === name);
      if (door !== undefined && !isAllowed(file, door.files)) context.report({ node, message: door.use });
    };
    return {
      /** @param {any} node */
      ImportSpecifier(node) {
        if (node.parent?.source?.value === 'electron') checkName(node, node.imported?.name);
      },
      /** @param {any} node */
      MemberExpression(node) {
        const property = node.property?.name ?? node.property?.value;
        checkName(node, property);
        if (property === 'fetch' && nameOf(node.object) === 'net') {
          context.report({
            node,
            message:
              'net.fetch follows redirects with credentials: use the network adapter, src/main/network.',
          });
        }
      },
      /** @param {any} node */
      CallExpression(node) {
        const { callee } = node;
        if (callee?.type !== 'MemberExpression' || !file.startsWith('src/main/') || file === sendFile) return;
        if (sendingMethods.has(callee.property?.name) && pageHolder.test(nameOf(callee.object) ?? '')) {
          context.report({ node, message: 'Send events through src/main/ipc/send.ts.' });
        }
      },
    };
  },
};

const pureModules = {
  /** @param {any} context */
  create(context) {
    const file = fileOf(context);
    if (layerOf(file) === null || entries.includes(file)) return {};
    return {
      /** @param {any} program */
      Program(program) {
        for (const node of program.body) {
          if (hasEffect(node)) {
            context.report({
              node,
              message: 'Importing a module does nothing: move this into a function that main/index.ts calls.',
            });
          }
        }
      },
    };
  },
};

const effects = new Set([
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
  'IfStatement',
  'SwitchStatement',
  'TryStatement',
  'ThrowStatement',
  'BlockStatement',
]);

/** @param {any} node a statement at the top of a module */
function hasEffect(node) {
  if (effects.has(node.type)) return true;
  // A directive, or a check of types alone, does nothing when it runs.
  if (node.type === 'ExpressionStatement') {
    return typeof node.directive !== 'string' && node.expression?.type !== 'TSSatisfiesExpression';
  }
  const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
  if (declaration?.type !== 'VariableDeclaration') return false;
  return declaration.declarations.some((/** @type {any} */ one) => one.init?.type === 'AwaitExpression');
}

/**
 * @param {any} node
 * @returns {string | undefined} the last name of `a`, `a.b` or `a?.b`
 */
function nameOf(node) {
  if (node?.type === 'ChainExpression') return nameOf(node.expression);
  return node?.type === 'MemberExpression' ? node.property?.name : node?.name;
}

// oxlint-disable-next-line import/no-default-export -- oxlint loads a plugin by its default export.
export default {
  meta: { name: 'latchkey' },
  rules: { layers, doors, 'pure-modules': pureModules, 'whole-tests': wholeTests },
};
