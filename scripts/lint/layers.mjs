import { dirname, relative, resolve } from 'node:path';

/**
 * Imports run one way: shared <- core <- main, shared <- preload, shared <- renderer (docs/decisions/0001).
 * A folder names its runtime, so it also decides which packages exist there.
 */

/** @type {Readonly<Record<string, readonly string[]>>} */
const mayImport = {
  'src/shared': ['src/shared'],
  'src/core': ['src/core', 'src/shared'],
  'src/main': ['src/main', 'src/core', 'src/shared'],
  'src/preload': ['src/preload', 'src/shared'],
  'src/renderer': ['src/renderer', 'src/shared'],
  'src/embed': ['src/embed', 'src/main', 'src/core', 'src/shared'],
  demo: ['demo'],
  // An example uses what any app would: the entries, and the types of the contract.
  examples: ['examples', 'src/embed/embed.ts', 'src/preload/expose-embedded.ts', 'src/shared'],
};

/**
 * Narrower rules inside a layer.
 * @type {readonly { from: string, never: readonly string[], but?: string, why: string }[]}
 */
const apart = [
  {
    from: 'src/core/broker',
    never: ['src/core/oauth', 'src/core/vault'],
    why: 'The broker declares the AccessTokens port; it never imports sessions or the vault.',
  },
  {
    from: 'src/core/oauth',
    never: ['src/core/broker'],
    but: 'src/core/broker/access-tokens.ts',
    why: 'Sessions and the broker meet in the AccessTokens port only.',
  },
];

/** Who may make what a module named `create-….ts` makes, in the main process: everybody else is given it. */
const composition = ['src/main/index.ts', 'src/main/wiring'];
const constructor = /(?:^|\/)create-[a-z-]+\.ts$/u;

/**
 * Which packages a layer may not know; `inside` is the one folder that may.
 * @type {readonly { packages: RegExp, layers: readonly string[], inside?: string, why: string }[]}
 */
const packages = [
  { packages: /./u, layers: ['src/shared'], why: 'src/shared imports nothing but itself.' },
  {
    packages: /^electron(?:-store)?$/u,
    layers: ['src/core', 'demo'],
    why: 'The outside world comes in through ports.',
  },
  {
    packages: /^(?:electron(?:-store)?$|node:)/u,
    layers: ['src/renderer'],
    why: 'The page has no Node and no Electron: it speaks through window.latchkey only.',
  },
  {
    packages: /^(?!electron$)/u,
    layers: ['src/preload'],
    why: 'A sandboxed preload has Electron and nothing else.',
  },
  {
    packages: /^(?:@openid\/appauth|jose)$/u,
    layers: ['src/core', 'src/main'],
    inside: 'src/core/oauth',
    why: 'The protocol packages are contained in src/core/oauth.',
  },
];

/**
 * @param {string} file relative to the project, with forward slashes
 * @param {string} specifier as it is written in the import
 * @returns {string | null} why the import is forbidden
 */
export function judgeImport(file, specifier) {
  const layer = layerOf(file);
  if (layer === null) return null;
  if (!specifier.startsWith('.')) {
    return (
      packages.find(
        (rule) =>
          rule.layers.includes(layer) &&
          rule.packages.test(specifier) &&
          (rule.inside === undefined || !isInside(file, rule.inside)),
      )?.why ?? null
    );
  }
  const target = relative('/', resolve('/', dirname(file), specifier)).replaceAll('\\', '/');
  const narrow = apart.find(
    ({ from, never, but }) =>
      isInside(file, from) && target !== but && never.some((folder) => isInside(target, folder)),
  );
  if (narrow !== undefined) return narrow.why;
  if (layer === 'src/main' && constructor.test(target) && !composition.some((one) => isInside(file, one))) {
    return 'Only main/index.ts and its wiring construct: take it as an argument.';
  }
  const allowed = mayImport[layer] ?? [];
  if (allowed.some((folder) => isInside(target, folder))) return null;
  // Data files of the project, such as its package.json, belong to no layer.
  if (target.endsWith('.json') || target.startsWith('assets/')) return null;
  return `${layer} imports ${allowed.join(', ')} and nothing else of this project: imports run one way.`;
}

/** @param {string} file */
export function layerOf(file) {
  return Object.keys(mayImport).find((layer) => isInside(file, layer)) ?? null;
}

/**
 * @param {string} file
 * @param {string} folder
 */
function isInside(file, folder) {
  return file === folder || file.startsWith(`${folder}/`);
}
