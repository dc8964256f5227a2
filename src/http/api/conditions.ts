/** One entity tag, strong or weak: a proxy that compresses makes ours weak, and they name the same version. */
const ENTITY_TAG = /^(?:W\/)?"([\x21\x23-\x7e]{1,200})"$/u;

/**
 * The version that an edit starts from.
 * @param header `If-Match`
 * @returns the tag without quotes; `missing` without the header; `malformed` for a list, for `*`, which would
 * overwrite whatever is there, and for everything else
 */
export function readIfMatch(header: string | undefined): { tag: string } | 'missing' | 'malformed' {
  if (header === undefined || header.trim() === '') return 'missing';
  const [, tag] = ENTITY_TAG.exec(header.trim()) ?? [];
  return tag === undefined ? 'malformed' : { tag };
}
