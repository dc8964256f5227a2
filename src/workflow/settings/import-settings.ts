import { z } from 'zod';
import type { Person } from '../../domain/people/person.ts';
import { maySet, standingOf } from '../../domain/people/standing.ts';
import { canonical } from '../../domain/settings/canonical.ts';
import type { Problem } from '../../domain/settings/problems.ts';
import { type Section, sectionNames, sectionSchema } from '../../domain/settings/section.ts';
import { nextVersion } from '../../domain/settings/version.ts';
import { dayAndTime } from '../../domain/time.ts';
import { changeDepartment } from '../bind-channel.ts';
import { type ImportHouse, type Part, type Plan, planImport } from './plan-import.ts';
import { sectionTag } from './save-section.ts';
import { channelTag } from './set-channel.ts';
import { changeRoles, rolesTag } from './set-roles.ts';
import type { SettingsFile } from './settings-file.ts';
import type { Settings } from './settings.ts';

/** What a preview was made from: the file, and the version of everything that the file names. */
const basisSchema = z.strictObject({
  file: z.string(),
  sections: z.partialRecord(sectionSchema, z.string()),
  people: z.record(z.string(), z.string()),
  channels: z.record(z.string(), z.string()),
});
type Basis = z.infer<typeof basisSchema>;

function basisOf(house: ImportHouse, settings: Settings, file: SettingsFile, plan: Plan): Basis {
  return {
    file: house.digest(canonical(file)).slice(0, 24),
    sections: Object.fromEntries(
      plan.contents.map(({ section }) => [section, sectionTag(settings, section)]),
    ),
    people: Object.fromEntries(plan.roles.map(({ person }) => [person.key, rolesTag(person, house)])),
    channels: Object.fromEntries(
      plan.channels.map(({ channel }) => [channel.key, channelTag(channel, house)]),
    ),
  };
}

const written = (basis: Basis): string => Buffer.from(JSON.stringify(basis)).toString('base64url');

function readBasis(text: string): Basis | undefined {
  try {
    return basisSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return undefined;
  }
}

export type Preview = { kind: 'preview'; parts: readonly Part[]; basis: string } | { kind: 'refused' };

/** What a file would change, and everything that is wrong with it. Nothing is written. */
export async function previewImport(
  house: ImportHouse,
  settings: Settings,
  by: Person,
  file: SettingsFile,
): Promise<Preview> {
  if (!maySet(standingOf(by, house.rules))) return { kind: 'refused' };
  const plan = await planImport(house, settings, by, file);
  return { kind: 'preview', parts: plan.parts, basis: written(basisOf(house, settings, file, plan)) };
}

export type Importing =
  | { kind: 'imported'; changed: readonly string[] }
  | { kind: 'refused' }
  /** Something has changed since the preview. */
  | { kind: 'stale' }
  | { kind: 'invalid'; problems: readonly Problem[] };

/**
 * Whether everything that is still to be done starts from what the preview showed. What is done already, because
 * the import before this one was cut off, needs nothing.
 */
function startsFrom(before: Basis, now: Basis, plan: Plan): boolean {
  return (
    before.file === now.file &&
    plan.contents.every(
      ({ section, changed }) => !changed || before.sections[section] === now.sections[section],
    ) &&
    plan.roles.every(({ person: { key }, changed }) => !changed || before.people[key] === now.people[key]) &&
    plan.channels.every(
      ({ channel: { key }, changed }) => !changed || before.channels[key] === now.channels[key],
    )
  );
}

/** Texts that others name come before those that name them. */
const ORDER: readonly Section[] = ['law', 'companion', 'answers', 'rules', 'conduct', 'ward'];

/**
 * Takes a file over as it was previewed: one new version of each section that changes, then roles, then channels.
 * With any problem nothing is written. Each step can be repeated, so an import that was cut off is completed by
 * sending it again.
 */
export async function importSettings(
  house: ImportHouse,
  settings: Settings,
  by: Person,
  order: { file: SettingsFile; basis: string },
): Promise<Importing> {
  if (!maySet(standingOf(by, house.rules))) return { kind: 'refused' };
  const { file } = order;
  const plan = await planImport(house, settings, by, file);
  const before = readBasis(order.basis);
  const now = basisOf(house, settings, file, plan);
  if (before === undefined || !startsFrom(before, now, plan)) return { kind: 'stale' };
  const problems = plan.parts.flatMap((part) => part.problems);
  if (problems.length > 0) return { kind: 'invalid', problems };
  const changed: string[] = [];
  const note = `ファイルから取り込み(${dayAndTime(file.madeAt)}の書き出し)`;
  for (const section of ORDER) {
    const content = plan.contents.find((one) => one.section === section && one.changed);
    if (content === undefined) continue;
    if (!(await saveNext(house, settings, section, { content: content.content, note, by }))) {
      return { kind: 'stale' };
    }
    changed.push(sectionNames[section]);
  }
  const rolesChanged = await applyRoles(house, by, plan, now);
  const channelsChanged = await applyChannels(house, by, plan, now);
  if (rolesChanged === 'stale' || channelsChanged === 'stale') return { kind: 'stale' };
  const named = (part: Part['part']): string[] =>
    plan.parts.filter((one) => one.part === part).map(({ name }) => name);
  return {
    kind: 'imported',
    changed: [
      ...changed,
      ...(rolesChanged === 'done' ? named('roles') : []),
      ...(channelsChanged === 'done' ? named('channels') : []),
    ],
  };
}

async function saveNext(
  house: ImportHouse,
  settings: Settings,
  section: Section,
  { content, note, by }: { content: unknown; note: string; by: Person },
): Promise<boolean> {
  const saved = { content, note, by: { key: by.key, name: by.name }, now: house.now() };
  const version = nextVersion(section, settings.held(section).newest, saved, house.digest);
  const { created, item } = await house.settingsVersions.create(version);
  settings.take(item);
  return created;
}

type Applied = 'none' | 'done' | 'stale';

async function applyRoles(house: ImportHouse, by: Person, plan: Plan, now: Basis): Promise<Applied> {
  let applied: Applied = 'none';
  for (const { person, wanted, changed } of plan.roles) {
    if (!changed) continue;
    let fits = true;
    const done = await changeRoles(house, by, person.key, (current) => {
      fits = rolesTag(current, house) === now.people[person.key];
      return fits ? wanted : undefined;
    });
    if (!fits || (done.found && done.ownOffice)) return 'stale';
    applied = 'done';
  }
  return applied;
}

async function applyChannels(house: ImportHouse, by: Person, plan: Plan, now: Basis): Promise<Applied> {
  let applied: Applied = 'none';
  for (const { channel, department, changed } of plan.channels) {
    if (!changed) continue;
    const outcome = await changeDepartment(
      house,
      by,
      channel.key,
      department,
      (current) => channelTag(current, house) === now.channels[channel.key],
    );
    if (!outcome.found || !outcome.done) return 'stale';
    applied = 'done';
  }
  return applied;
}
