/** Width and height of a PNG, from its header. */
export function sizeOfPng(bytes: Uint8Array): [width: number, height: number] {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (header.getUint32(0) !== 0x89504e47) throw new Error('no PNG');
  return [header.getUint32(16), header.getUint32(20)];
}
