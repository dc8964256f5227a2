import { closeSync, openSync, readSync } from 'node:fs';

const AT = /"at"\s*:\s*"([^"]+)"/;
const NEW_LINE = 10;
const CHUNK = 1 << 20;

/**
 * Opens a file of JSON lines and hands the lines out in the order of their `at`. Only places and times
 * are kept: a hundred thousand lines in memory would weigh as much as the index that is to be measured.
 */
export const openLines = (file: string) => {
  const handle = openSync(file, 'r');
  const starts: number[] = [];
  const lengths: number[] = [];
  const times: number[] = [];
  let bad = 0;

  const note = (bytes: Buffer, start: number): void => {
    const text = bytes.toString('utf8');
    if (text.trim() === '') return;
    const time = Date.parse(AT.exec(text)?.[1] ?? '');
    if (Number.isNaN(time)) bad += 1;
    else {
      starts.push(start);
      lengths.push(bytes.length);
      times.push(time);
    }
  };

  const chunk = Buffer.alloc(CHUNK);
  let rest = Buffer.alloc(0);
  let position = 0;
  for (;;) {
    const count = readSync(handle, chunk, 0, CHUNK, position);
    const bytes = Buffer.concat([rest, chunk.subarray(0, count)]);
    const base = position - rest.length;
    let start = 0;
    for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, start)) {
      note(bytes.subarray(start, end), base + start);
      start = end + 1;
    }
    rest = Buffer.from(bytes.subarray(start));
    position += count;
    if (count === 0) {
      note(rest, base + start);
      break;
    }
  }
  const order = Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);

  return {
    /** Lines without a readable time. */
    bad,
    *inOrder(): Generator<string> {
      let buffer = Buffer.alloc(4096);
      try {
        for (const index of order) {
          const length = lengths[index] ?? 0;
          if (buffer.length < length) buffer = Buffer.alloc(length * 2);
          readSync(handle, buffer, 0, length, starts[index] ?? 0);
          yield buffer.toString('utf8', 0, length);
        }
      } finally {
        closeSync(handle);
      }
    },
  };
};
