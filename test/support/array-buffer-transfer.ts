/** Gives buffers `transfer`, which Electron has and Node 20 has not, until the returned function is called. */
export function supplyTransfer(): () => void {
  const before = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'transfer');
  if (before !== undefined) return () => undefined;
  // oxlint-disable-next-line eslint/no-extend-native -- taken away again
  Object.defineProperty(ArrayBuffer.prototype, 'transfer', {
    configurable: true,
    value(this: ArrayBuffer) {
      return structuredClone(this, { transfer: [this] });
    },
  });
  return () => {
    Reflect.deleteProperty(ArrayBuffer.prototype, 'transfer');
  };
}
