/**
 * A test that ends early has passed, whatever it did not look at: the runner counts what was asserted before, and nobody
 * sees the rest. What cannot be tried here is skipped, with its reason.
 */

const message =
  'A test that ends here counts as passed: skip it with its reason (`context.skip(why)`), or split it.';

/** What is handed a world, or something else of a test's, and the body of the test. */
const wrapper = /^(?:in|with)[A-Z]/u;

export const wholeTests = {
  /** @param {any} context */
  create(context) {
    if (!/\.test\.tsx?$/u.test(context.filename)) return {};
    return {
      /** @param {any} node */
      ReturnStatement(node) {
        if (node.argument === null && isBodyOfTest(functionAround(node))) context.report({ node, message });
      },
    };
  },
};

/**
 * @param {any} node
 * @returns {any}
 */
function functionAround(node) {
  const { parent } = node;
  return parent === null || isFunction(parent) ? parent : functionAround(parent);
}

/** @param {any} node */
function isFunction(node) {
  return node.type === 'ArrowFunctionExpression' || node.type.startsWith('Function');
}

/** @param {any} node a function, or null */
function isBodyOfTest(node) {
  const call = node?.parent;
  if (call?.type !== 'CallExpression' || !call.arguments.includes(node)) return false;
  const name = firstName(call.callee);
  return name === 'it' || name === 'test' || (call.parent?.type === 'AwaitExpression' && wrapper.test(name));
}

/**
 * @param {any} node
 * @returns {string} `it` of `it.for(cases)`
 */
function firstName(node) {
  if (node.type === 'CallExpression') return firstName(node.callee);
  return node.type === 'MemberExpression' ? firstName(node.object) : (node.name ?? '');
}
