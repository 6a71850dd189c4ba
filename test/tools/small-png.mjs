// A screenshot as a small picture for the documentation. Colours are evidence in this product, so every hue that is
// really there stays: the commonest colours are kept as they are, and only near ones are drawn as one.
import UPNG from 'upng-js';

const apart = (a, b) => Math.max(Math.abs((a >> 16) - (b >> 16)), Math.abs((a >> 8 & 255) - (b >> 8 & 255)), Math.abs((a & 255) - (b & 255)));

/** The commonest colours, none nearer to another than `step` in any channel; at most 256. */
function palette(counts, step) {
  const chosen = [];
  for (const [colour] of counts) {
    if (chosen.length < 256 && chosen.every(c => apart(c, colour) > step)) chosen.push(colour);
  }
  return chosen;
}

/** @param {Buffer} png @param {number} limit bytes @returns {Buffer} the picture with as many colours as fit the limit */
export function smallPng(png, limit = 60_000) {
  const image = UPNG.decode(png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength));
  const pixels = new Uint8Array(UPNG.toRGBA8(image)[0]);
  const colourAt = i => pixels[i] << 16 | pixels[i + 1] << 8 | pixels[i + 2];
  const found = new Map();
  for (let i = 0; i < pixels.length; i += 4) found.set(colourAt(i), (found.get(colourAt(i)) ?? 0) + 1);
  const counts = [...found].sort((a, b) => b[1] - a[1]);
  let size = 0;
  for (const step of [10, 18, 26, 34, 48]) {
    const colours = palette(counts, step);
    const nearest = new Map();
    for (const [colour] of counts) nearest.set(colour, colours.reduce((best, c) => (apart(c, colour) < apart(best, colour) ? c : best)));
    const out = new Uint8Array(pixels.length).fill(255);
    for (let i = 0; i < pixels.length; i += 4) {
      const colour = nearest.get(colourAt(i));
      out[i] = colour >> 16;
      out[i + 1] = colour >> 8 & 255;
      out[i + 2] = colour & 255;
    }
    const small = Buffer.from(UPNG.encode([out.buffer], image.width, image.height, 0));
    if (small.length <= limit) return small;
    size = small.length;
  }
  throw new Error(`the picture still has ${size} bytes with the fewest colours; take it smaller`);
}
