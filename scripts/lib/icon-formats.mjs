/**
 * Containers for PNG images: what Windows and macOS call an icon.
 * @typedef {{ size: number, png: Buffer }} IconImage
 */

/**
 * Windows: a directory of images, each a PNG as it is (since Vista).
 * @param {readonly IconImage[]} images sizes up to 256
 * @returns {Buffer}
 */
export function icoOf(images) {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of images.entries()) {
    const entry = 6 + 16 * index;
    // 256 does not fit into a byte and is written as 0.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** macOS names a size by four letters; those of high-resolution screens are twice as large. */
const icnsTypes = [
  { type: 'icp4', size: 16 },
  { type: 'icp5', size: 32 },
  { type: 'ic11', size: 32 },
  { type: 'ic12', size: 64 },
  { type: 'ic07', size: 128 },
  { type: 'ic08', size: 256 },
  { type: 'ic13', size: 256 },
  { type: 'ic09', size: 512 },
  { type: 'ic14', size: 512 },
  { type: 'ic10', size: 1024 },
];

/**
 * @param {readonly IconImage[]} images
 * @returns {Buffer}
 */
export function icnsOf(images) {
  const parts = icnsTypes.flatMap(({ type, size }) => {
    const image = images.find((one) => one.size === size);
    return image === undefined ? [] : [part(type, image.png)];
  });
  return part('icns', Buffer.concat(parts));
}

/**
 * @param {string} type four letters
 * @param {Buffer} content
 */
function part(type, content) {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([header, content]);
}
