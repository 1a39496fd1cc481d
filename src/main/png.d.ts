/** A picture that the build puts into the bundle, as a `data:` URL. */
declare module '*.png' {
  const dataUrl: string;
  // oxlint-disable-next-line import/no-default-export -- the shape that esbuild gives a picture
  export default dataUrl;
}
