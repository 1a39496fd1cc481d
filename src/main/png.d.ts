/** A picture that the build puts into the bundle, as a `data:` URL. */
declare module '*.png' {
  const dataUrl: string;
  // The shape that esbuild gives a picture.
  // oxlint-disable-next-line import/no-default-export
  export default dataUrl;
}
