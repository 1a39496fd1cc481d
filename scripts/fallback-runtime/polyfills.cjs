'use strict';

/**
 * What Electron 25 (Node 18) lacks and today's packages expect. Only the fallback runtime loads this file:
 * in main, and in front of every utility process. A release runs on the pinned Electron and has none of it.
 */

/**
 * @param {object} target
 * @param {string} name
 * @param {unknown} value
 */
function supply(target, name, value) {
  if (name in target) return;
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
}

/**
 * @param {string | URL} url
 * @param {string | URL} [base]
 */
function parseUrl(url, base) {
  try {
    return new URL(url, base);
  } catch {
    return null;
  }
}

/**
 * @param {string} algorithm
 * @param {import('node:crypto').BinaryLike} data
 * @param {string} [encoding]
 */
function hashOnce(algorithm, data, encoding = 'hex') {
  const digest = require('node:crypto').createHash(algorithm).update(data).digest();
  return encoding === 'buffer' ? digest : digest.toString(/** @type {BufferEncoding} */ (encoding));
}

/**
 * @template T
 * @returns {{ promise: Promise<T>, resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: unknown) => void }}
 */
function withResolvers() {
  /** @type {any} */
  const result = {};
  result.promise = new Promise((resolve, reject) => Object.assign(result, { resolve, reject }));
  return result;
}

/**
 * @template T
 * @param {Iterable<T>} items
 * @param {(item: T, index: number) => PropertyKey} keyOf
 */
function groupIntoObject(items, keyOf) {
  /** @type {Record<PropertyKey, T[]>} */
  const groups = Object.create(null);
  let index = 0;
  for (const item of items) (groups[keyOf(item, index++)] ??= []).push(item);
  return groups;
}

/**
 * @template T, K
 * @param {Iterable<T>} items
 * @param {(item: T, index: number) => K} keyOf
 */
function groupIntoMap(items, keyOf) {
  /** @type {Map<K, T[]>} */
  const groups = new Map();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/**
 * @template T, U
 * @param {AsyncIterable<T> | Iterable<T | PromiseLike<T>> | ArrayLike<T | PromiseLike<T>>} items
 * @param {(item: T, index: number) => U | PromiseLike<U>} [map]
 */
async function arrayFromAsync(items, map) {
  const results = [];
  const source = Symbol.asyncIterator in items || Symbol.iterator in items ? items : Array.from(items);
  for await (const item of source) results.push(map === undefined ? item : await map(item, results.length));
  return results;
}

/** @param {readonly AbortSignal[]} signals */
function abortSignalAny(signals) {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) {
      controller.abort(signal.reason);
      break;
    }
    signal.addEventListener('abort', () => controller.abort(signal.reason), {
      once: true,
      signal: controller.signal,
    });
  }
  return controller.signal;
}

/** @param {string} text */
function isWellFormed(text) {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * @param {(...args: any[]) => unknown} method takes the receiver as its first argument
 * @returns {(this: unknown, ...args: any[]) => unknown}
 */
function asMethod(method) {
  return function (...args) {
    return method(this, ...args);
  };
}

function supplyAll() {
  supply(globalThis, 'crypto', require('node:crypto').webcrypto);
  supply(globalThis, 'CryptoKey', Reflect.get(require('node:crypto').webcrypto, 'CryptoKey'));
  supply(require('node:crypto'), 'hash', hashOnce);
  supply(globalThis, 'File', require('node:buffer').File);
  supply(
    globalThis,
    'CustomEvent',
    class CustomEvent extends Event {
      /**
       * @param {string} type
       * @param {ConstructorParameters<typeof Event>[1] & { detail?: unknown }} [options]
       */
      constructor(type, options) {
        super(type, options);
        this.detail = options?.detail ?? null;
      }
    },
  );
  supply(URL, 'parse', parseUrl);
  supply(
    URL,
    'canParse',
    (/** @type {string} */ url, /** @type {string} */ base) => parseUrl(url, base) !== null,
  );
  supply(Promise, 'withResolvers', withResolvers);
  supply(
    Promise,
    'try',
    async (/** @type {(...args: unknown[]) => unknown} */ work, /** @type {unknown[]} */ ...args) =>
      work(...args),
  );
  supply(Object, 'groupBy', groupIntoObject);
  supply(Map, 'groupBy', groupIntoMap);
  supply(Array, 'fromAsync', arrayFromAsync);
  supply(AbortSignal, 'any', abortSignalAny);
  supply(Symbol, 'dispose', Symbol('Symbol.dispose'));
  supply(Symbol, 'asyncDispose', Symbol('Symbol.asyncDispose'));
  supply(String.prototype, 'isWellFormed', asMethod(isWellFormed));
  supply(
    String.prototype,
    'toWellFormed',
    asMethod((text) => text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')),
  );
  supply(
    Array.prototype,
    'toSorted',
    asMethod((items, compare) => Array.from(items).sort(compare)),
  );
  supply(
    Array.prototype,
    'toReversed',
    asMethod((items) => Array.from(items).reverse()),
  );
  supply(
    Array.prototype,
    'toSpliced',
    asMethod((items, ...args) => {
      const copy = Array.from(items);
      Reflect.apply(copy.splice, copy, args);
      return copy;
    }),
  );
  supply(
    Array.prototype,
    'with',
    asMethod((items, index, value) => {
      const copy = Array.from(items);
      const at = index < 0 ? copy.length + index : index;
      if (at < 0 || at >= copy.length) throw new RangeError(`Invalid index: ${index}`);
      copy[at] = value;
      return copy;
    }),
  );
  supply(
    Set.prototype,
    'union',
    asMethod((a, b) => new Set([...a, ...b.keys()])),
  );
  supply(
    Set.prototype,
    'intersection',
    asMethod((a, b) => new Set([...a].filter((item) => b.has(item)))),
  );
  supply(
    Set.prototype,
    'difference',
    asMethod((a, b) => new Set([...a].filter((item) => !b.has(item)))),
  );
  supply(
    Set.prototype,
    'isSubsetOf',
    asMethod((a, b) => [...a].every((item) => b.has(item))),
  );
}

module.exports = { supplyAll };
