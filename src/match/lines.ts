import { readFileSync } from 'node:fs';

const AT = /"at"\s*:\s*"([^"]+)"/;
const NEW_LINE = 10;

/**
 * Opens a file of JSON lines and hands the lines out in the order of their `at`. The file stays one
 * buffer; a hundred thousand parsed reports would weigh more than the index that is to be measured.
 */
export const openLines = (file: string) => {
  const bytes = readFileSync(file);
  const starts: number[] = [];
  const ends: number[] = [];
  const times: number[] = [];
  let bad = 0;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(NEW_LINE, start);
    const end = found < 0 ? bytes.length : found;
    const head = bytes.toString('utf8', start, end);
    if (head.trim() !== '') {
      const time = Date.parse(AT.exec(head)?.[1] ?? '');
      if (Number.isNaN(time)) bad += 1;
      else {
        starts.push(start);
        ends.push(end);
        times.push(time);
      }
    }
    start = end + 1;
  }
  const order = Array.from(times.keys()).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);

  return {
    /** Lines without a readable time. */
    bad,
    *inOrder(): Generator<string> {
      for (const index of order) yield bytes.toString('utf8', starts[index], ends[index]);
    },
  };
};
