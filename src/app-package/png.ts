import { crc32, inflateSync } from 'node:zlib';
import { zlibSync } from 'fflate';

/** A picture of 8-bit red, green, blue and alpha; four bytes a pixel, rows from the top. */
export type Picture = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Colour type 6 of the PNG specification: truecolour with alpha. */
const RGBA = 6;

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([size, named, sum]);
}

/** Writes a picture as PNG. The compressor is fflate's own code, so every Node writes the same bytes. */
export function writePng({ width, height, pixels }: Picture): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, RGBA], 8);
  const row = width * 4;
  const lines = Buffer.alloc(height * (row + 1));
  for (let y = 0; y < height; y += 1) {
    lines.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', zlibSync(lines, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** The reverse of the five filters of the PNG specification, in place, row by row. */
function unfilter(lines: Uint8Array, row: number, height: number): Uint8Array | undefined {
  const pixels = new Uint8Array(row * height);
  for (let y = 0; y < height; y += 1) {
    const kind = lines[y * (row + 1)];
    for (let x = 0; x < row; x += 1) {
      const left = x < 4 ? 0 : (pixels[y * row + x - 4] ?? 0);
      const up = pixels[(y - 1) * row + x] ?? 0;
      const corner = x < 4 ? 0 : (pixels[(y - 1) * row + x - 4] ?? 0);
      const straight = left + up - corner;
      const [a, b, c] = [left, up, corner].map((one) => Math.abs(straight - one)) as [number, number, number];
      const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
      const guess = [0, left, up, (left + up) >> 1, paeth][kind ?? 0];
      if (guess === undefined) return undefined;
      pixels[y * row + x] = ((lines[y * (row + 1) + 1 + x] ?? 0) + guess) & 0xff;
    }
  }
  return pixels;
}

/**
 * Reads a PNG: its size always, its pixels when they are 8-bit RGBA without interlace, which is what an icon with
 * transparency is. Undefined for anything that is no whole PNG.
 */
export function readPng(
  bytes: Uint8Array,
): { width: number; height: number; picture: Picture | undefined } | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, 8).equals(SIGNATURE)) return undefined;
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= file.length; ) {
    const size = file.readUInt32BE(at);
    if (at + 12 + size > file.length) return undefined;
    const named = file.subarray(at + 4, at + 8 + size);
    if (crc32(named) !== file.readUInt32BE(at + 8 + size)) return undefined;
    chunks.push({ type: named.toString('latin1', 0, 4), data: named.subarray(4) });
    at += 12 + size;
  }
  const [head] = chunks;
  if (head?.type !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)?.type !== 'IEND') return undefined;
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const plain = head.data[8] === 8 && head.data[9] === RGBA && head.data[12] === 0;
  // Far above any icon: a size that only the header claims shall not cost memory.
  if (!plain || width * height > 1_048_576) return { width, height, picture: undefined };
  const row = width * 4;
  let lines: Buffer;
  try {
    const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
    lines = inflateSync(data, { maxOutputLength: (row + 1) * height + 1 });
  } catch {
    return undefined;
  }
  const pixels = lines.length === (row + 1) * height ? unfilter(lines, row, height) : undefined;
  return pixels === undefined ? undefined : { width, height, picture: { width, height, pixels } };
}
