import { z } from 'zod';
import { type AuditEntry, auditAfter, auditEntrySchema } from '../audit.ts';
import type { Digest } from '../ids.ts';
import { canonical } from './canonical.ts';
import { type Section, sectionSchema } from './section.ts';

/** Who saved a version, when and why: what a list of versions shows. */
export const versionHeadSchema = z.object({
  version: z.int().min(1),
  at: z.iso.datetime(),
  by: z.object({ key: z.string(), name: z.string() }),
  note: z.string(),
});
export type VersionHead = z.infer<typeof versionHeadSchema>;

/** Earlier versions that a version lists, so that a page with its history is one read. All of them stay stored. */
const EARLIER_KEPT = 100;

/**
 * One version of a section: written once and never changed. The newest is what holds. `content` is held against
 * the section's schema whenever it is taken into use, because Tate may have been updated since.
 */
export const settingsVersionSchema = versionHeadSchema.extend({
  section: sectionSchema,
  content: z.unknown(),
  /** Newest first. */
  earlier: z.array(versionHeadSchema),
  /** One entry of a chain over the versions of the section; it covers the content. */
  audit: auditEntrySchema,
});
export type SettingsVersion = z.infer<typeof settingsVersionSchema>;

/** The digest that the audit entry of a version carries. */
export const contentDigest = (content: unknown, digest: Digest): string =>
  digest(canonical(content)).slice(0, 32);

const headOf = ({ version, at, by, note }: SettingsVersion): VersionHead => ({ version, at, by, note });

/** The version that follows the newest one (undefined: nothing was ever saved). */
export function nextVersion(
  section: Section,
  newest: SettingsVersion | undefined,
  saved: { content: unknown; note: string; by: VersionHead['by']; now: Date },
  digest: Digest,
): SettingsVersion {
  const version = (newest?.version ?? 0) + 1;
  const at = saved.now.toISOString();
  const about = `${section} ${version} ${contentDigest(saved.content, digest)}`;
  return {
    section,
    version,
    at,
    by: saved.by,
    note: saved.note,
    content: saved.content,
    earlier: newest === undefined ? [] : [headOf(newest), ...newest.earlier].slice(0, EARLIER_KEPT),
    audit: auditAfter(newest?.audit, { at, by: saved.by.key, action: 'saved', about }, digest),
  };
}

/** The number of the first version that does not fit the chain, or undefined when all of them (oldest first) do. */
export function firstBrokenVersion(versions: readonly SettingsVersion[], digest: Digest): number | undefined {
  let before: AuditEntry | undefined;
  for (const { section, version, at, by, content, audit } of versions) {
    const about = `${section} ${version} ${contentDigest(content, digest)}`;
    const expected = auditAfter(before, { at, by: by.key, action: 'saved', about }, digest);
    if (audit.seq !== version || audit.hash !== expected.hash || audit.previous !== expected.previous) {
      return version;
    }
    before = audit;
  }
  return undefined;
}
