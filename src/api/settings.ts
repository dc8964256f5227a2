import { z } from 'zod';
import { sectionSchema } from '../domain/settings/section.ts';
import { changeSchema, continuationSchema, instantSchema, namedSchema } from './named.ts';
import { fieldProblemSchema } from './problem.ts';

export { type Section, sectionNames, sectionSchema } from '../domain/settings/section.ts';

const versionHeadSchema = z.object({
  /** 0: as installed. */
  version: z.int().min(0),
  at: instantSchema.optional(),
  by: z.string().optional(),
  note: z.string().optional(),
});

/** GET /settings */
export const settingsOverviewSchema = z.object({
  sections: z.array(versionHeadSchema.extend({ section: sectionSchema, name: z.string() })),
});
export type SettingsOverview = z.infer<typeof settingsOverviewSchema>;

/** GET and PUT /settings/:section, with an ETag. `content` is of the section's own schema in src/domain/settings. */
export const settingsSectionSchema = versionHeadSchema.extend({
  section: sectionSchema,
  content: z.unknown(),
  /** Earlier versions, newest first. */
  history: z.array(versionHeadSchema),
});
export type SettingsSection = z.infer<typeof settingsSectionSchema>;

/** PUT /settings/:section, with If-Match. */
export const settingsEditSchema = z.strictObject({
  content: z.unknown(),
  /** Why, for the history. */
  note: z.string().trim().max(200).default(''),
});

/** GET /settings/:section/versions/:version: one version and what it changed. */
export const settingsVersionSchema = versionHeadSchema.extend({
  section: sectionSchema,
  content: z.unknown(),
  changes: z.array(changeSchema),
});
export type SettingsVersion = z.infer<typeof settingsVersionSchema>;

/** A registered person with their roles; `etag` is for the next edit. */
export const personRolesSchema = z.object({
  key: z.string(),
  name: z.string(),
  department: namedSchema.optional(),
  approverOf: z.array(z.string()),
  deputyOf: z.array(z.string()),
  coordinator: z.boolean(),
  /** Coordinator by the operator's setting: cannot be taken away here. */
  fixed: z.boolean(),
  etag: z.string(),
});
export type PersonRoles = z.infer<typeof personRolesSchema>;

/** GET /people */
export const peoplePageSchema = z.object({
  people: z.array(personRolesSchema),
  next: continuationSchema.optional(),
});
export type PeoplePage = z.infer<typeof peoplePageSchema>;

/** PUT /people/:key/roles, with If-Match. Answers the person as they are now. */
export const rolesEditSchema = z.strictObject({
  /** All departments that the person decides for, deputies included. */
  approverOf: z.array(z.string().max(31)).max(200),
  /** Of these, where the person stands in for somebody. */
  deputyOf: z.array(z.string().max(31)).max(200),
  coordinator: z.boolean(),
});
export type RolesEdit = z.infer<typeof rolesEditSchema>;

/** A Teams channel in which the bot is installed. */
export const channelViewSchema = z.object({
  key: z.string(),
  name: z.string(),
  department: namedSchema.optional(),
  state: z.enum(['active', 'removed']),
  etag: z.string(),
});
export type ChannelView = z.infer<typeof channelViewSchema>;

/** GET /channels */
export const channelListSchema = z.object({ channels: z.array(channelViewSchema) });

/** PUT /channels/:key, with If-Match. null takes the channel away from its department. */
export const channelEditSchema = z.strictObject({ department: z.string().max(31).nullable() });

/** GET /settings/changes: every change of settings, roles and channels, newest first. */
export const settingsChangesSchema = z.object({
  changes: z.array(
    z.object({
      at: instantSchema,
      by: z.string(),
      what: z.string(),
      note: z.string().optional(),
      /** Of a section: the version that it made, and that can be looked at. */
      section: sectionSchema.optional(),
      version: z.int().optional(),
    }),
  ),
});

/** GET /settings/export, and what an import takes. */
export const settingsFileSchema = z.object({
  format: z.literal('tate-settings'),
  formatVersion: z.literal(1),
  madeAt: instantSchema,
  ward: z.string(),
  sections: z.partialRecord(sectionSchema, z.unknown()),
  /** By Entra object id. */
  roles: z
    .array(
      z.object({
        objectId: z.string(),
        name: z.string(),
        approverOf: z.array(z.string()),
        deputyOf: z.array(z.string()),
        coordinator: z.boolean(),
      }),
    )
    .default([]),
  channels: z.array(z.object({ key: z.string(), name: z.string(), department: z.string() })).default([]),
});
export type SettingsFile = z.infer<typeof settingsFileSchema>;

/** POST /settings/import/preview (body: the file): what would change. Nothing is written. */
export const importPreviewSchema = z.object({
  parts: z.array(
    z.object({
      part: z.union([sectionSchema, z.enum(['roles', 'channels'])]),
      name: z.string(),
      /** Empty when nothing changes. */
      changes: z.array(changeSchema),
      problems: z.array(fieldProblemSchema),
      /** What of the part is left out, and why, in words: people and channels that are not registered here. */
      notes: z.array(z.string()).default([]),
    }),
  ),
  /** Goes back with the import: what the preview was made from. */
  basis: z.string(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

/** POST /settings/import: refused with 412 when anything has changed since the preview, 422 with any problem. */
export const importSchema = z.strictObject({ file: settingsFileSchema, basis: z.string() });

export const importDoneSchema = z.object({ changed: z.array(z.string()) });
