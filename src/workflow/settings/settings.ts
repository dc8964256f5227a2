import type { Assessor } from '../../domain/incident/assessment.ts';
import { alertTimesOf } from '../../domain/settings/rules.ts';
import {
  type Section,
  sectionSchemas,
  sections,
  type SettingsContent,
} from '../../domain/settings/section.ts';
import type { SettingsVersion } from '../../domain/settings/version.ts';
import { beginsBetween } from '../../domain/settings/ward-judge.ts';
import { wallClock } from '../../domain/time.ts';
import type { SettingsVersions } from '../ports.ts';
import { liveView } from './live.ts';

/** Clocks of two instances may differ by so much without a saved version being missed. */
const CLOCKS_APART_MS = 10 * 60_000;

/** Versions that are tried, newest first, when the newest does not fit the schema any more. */
const TRIED = 10;

/** What is logged: sections, numbers and paths, never a content. */
type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

/** One section as it stands. */
export type Held = {
  /** The version that holds; undefined = as installed. */
  readonly inForce: SettingsVersion | undefined;
  /** The newest that is stored: it holds unless it does not fit this version of Tate. */
  readonly newest: SettingsVersion | undefined;
};

/**
 * The ward's settings as they hold at this moment, kept in memory. What is stored holds over what was installed;
 * what this process saves holds at once, what others save holds after the next look.
 * @param deps.installed what holds until somebody saves: files and environment
 * @param deps.assess builds the judgements on language, ready to be used (it may take a tenth of a second)
 */
export function createSettings(deps: {
  versions: SettingsVersions;
  installed: SettingsContent;
  assess: (content: Pick<SettingsContent, 'rules' | 'conduct'>, day: string) => Assessor;
  now: () => Date;
  log: Log;
}) {
  const { versions, installed, assess, now, log } = deps;
  const today = (): string => wallClock(now()).date;
  let content: SettingsContent = installed;
  const held = new Map<Section, Held>(
    sections.map((section) => [section, { inForce: undefined, newest: undefined }]),
  );
  let judgedFor = today();
  let assessor = assess(installed, judgedFor);
  /** Since when the store is known by looks; undefined until all of it was read once. */
  let seenAt: Date | undefined;

  const heldOf = (section: Section): Held => held.get(section) ?? { inForce: undefined, newest: undefined };

  /** What the judgements were built from; building takes long enough not to do it twice in one look. */
  let judged: SettingsContent = installed;

  function judgeAnew(): void {
    const same = judged.rules === content.rules && judged.conduct === content.conduct;
    if (same && !beginsBetween(content.conduct, judgedFor, today())) return;
    judgedFor = today();
    assessor = assess(content, judgedFor);
    judged = content;
  }

  /** Whether the version fits this version of Tate; then it holds. */
  function use(version: SettingsVersion): boolean {
    const { section } = version;
    const parsed = sectionSchemas[section].safeParse(version.content);
    if (!parsed.success) {
      const paths = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 20);
      log.error(
        { section, version: version.version, paths },
        'settings do not fit: what held before still holds',
      );
      return false;
    }
    const { newest = version } = heldOf(section);
    held.set(section, { inForce: version, newest: newest.version < version.version ? version : newest });
    content = { ...content, [section]: parsed.data };
    return true;
  }

  /** Takes a version that is newer than what is known. */
  function take(version: SettingsVersion): void {
    const { newest, inForce } = heldOf(version.section);
    if (newest !== undefined && newest.version >= version.version) return;
    held.set(version.section, { inForce, newest: version });
    use(version);
  }

  async function readNewest(section: Section): Promise<void> {
    const newest = await versions.newest(section);
    if (newest === undefined) return;
    take(newest);
    // Only at the start, when nothing of the section was ever in force here.
    for (let number = newest.version - 1; number > 0 && number >= newest.version - TRIED; number -= 1) {
      if (heldOf(section).inForce !== undefined) return;
      const earlier = await versions.read(section, number);
      if (earlier !== undefined) use(earlier);
    }
  }

  /** Reads all sections anew. */
  async function refresh(): Promise<void> {
    const started = now();
    await Promise.all(sections.map(readNewest));
    judgeAnew();
    seenAt = started;
  }

  /** Reads what others have saved since the last look: one question to the store. */
  async function lookAgain(): Promise<void> {
    if (seenAt === undefined) return refresh();
    const started = now();
    for (const version of await versions.savedSince(new Date(seenAt.getTime() - CLOCKS_APART_MS)))
      take(version);
    judgeAnew();
    seenAt = started;
  }

  let looking: Promise<void> | undefined;

  return {
    refresh,
    /** Whether everything that is stored was read once. Until then what was installed holds in place of it. */
    wasRead: (): boolean => seenAt !== undefined,
    /** Reads the newest version of one section. */
    async renew(section: Section): Promise<void> {
      await readNewest(section);
      judgeAnew();
    },
    /** A version that is stored holds here at once. */
    take(version: SettingsVersion): void {
      take(version);
      judgeAnew();
    },
    /** Those who ask while a look is under way begin no other, and wait for one that began after they asked. */
    async look(): Promise<void> {
      const before = looking;
      if (before !== undefined) await before.catch(() => undefined);
      if (looking !== before && looking !== undefined) return looking;
      const mine = lookAgain();
      looking = mine;
      try {
        await mine;
      } finally {
        if (looking === mine) looking = undefined;
      }
    },
    held: heldOf,
    installed,
    content: (): SettingsContent => content,
    /** Sections that hold as somebody saved them, with their versions. */
    stored: (): Partial<Record<Section, number>> =>
      Object.fromEntries(
        sections.flatMap((section) => {
          const { inForce } = heldOf(section);
          return inForce === undefined ? [] : [[section, inForce.version]];
        }),
      ),

    ward: () => content.ward,
    recordRules: liveView(() => content.rules),
    alertRules: liveView(() => alertTimesOf(content.rules)),
    answers: liveView(() => content.answers),
    companion: liveView(() => content.companion),
    law: liveView(() => content.law),
    assessor: {
      adviseOn: (text) => assessor.adviseOn(text),
      labelsOf: (text) => assessor.labelsOf(text),
      riskOf: (text) => assessor.riskOf(text),
    } satisfies Assessor,
  };
}

export type Settings = ReturnType<typeof createSettings>;
