/** Bytes in messages: ports carry JSON. */

export function toBase64(chunks: readonly Uint8Array[]): string {
  let text = '';
  for (const chunk of chunks) for (let i = 0; i < chunk.length; i += 8_192) text += String.fromCharCode(...chunk.subarray(i, i + 8_192));
  return btoa(text);
}

/** Throws DOMException (InvalidCharacterError) on another alphabet. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}
