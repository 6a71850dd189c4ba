// A screenshot as a small picture for the documentation: fewer colours until it fits.
import UPNG from 'upng-js';

/** @param {Buffer} png @param {number} limit bytes @returns {Buffer} the picture with as many colours as fit the limit */
export function smallPng(png, limit = 60_000) {
  const image = UPNG.decode(png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength));
  const frames = UPNG.toRGBA8(image);
  let best;
  for (const colours of [256, 128, 64, 32, 16, 8]) {
    best = Buffer.from(UPNG.encode(frames, image.width, image.height, colours));
    if (best.length <= limit) return best;
  }
  throw new Error(`the picture is ${best.length} bytes even with 8 colours; take it smaller`);
}
