import type { z } from 'zod';
import { meSchema } from './me.ts';
import { recordViewSchema } from './record.ts';
import { registerPageSchema, registerQuerySchema } from './register.ts';
import {
  channelEditSchema,
  channelListSchema,
  channelViewSchema,
  importDoneSchema,
  importPreviewSchema,
  importSchema,
  peoplePageSchema,
  personRolesSchema,
  rolesEditSchema,
  settingsChangesSchema,
  settingsEditSchema,
  settingsFileSchema,
  settingsOverviewSchema,
  settingsSectionSchema,
  settingsVersionSchema,
} from './settings.ts';
import { foundSubjectsSchema, subjectQuerySchema, subjectViewSchema } from './subject.ts';

/** One operation of the tab's API below /api/v1: what it takes and what it answers. */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Segments `:name` are parameters. */
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  /** Parameters of the query string by name. */
  readonly query?: readonly string[];
  readonly answer: z.ZodType;
  /** The answer carries an ETag; a PUT wants If-Match. */
  readonly etag?: true;
  /** Refused to everybody else before anything of the call is read; absent where it depends on what is asked for. */
  readonly for?: 'coordinators';
};

/** Every operation: the routes, the OpenAPI document and the page's client are held against this table. */
export const operations = {
  me: { method: 'GET', path: '/me', summary: 'Who is signed in', answer: meSchema },
  searchRecords: {
    method: 'POST',
    path: '/records/search',
    summary: 'A page of the register',
    body: registerQuerySchema,
    answer: registerPageSchema,
  },
  record: { method: 'GET', path: '/records/:number', summary: 'One record', answer: recordViewSchema },
  searchSubjects: {
    method: 'POST',
    path: '/subjects/search',
    summary: 'Likely persons',
    body: subjectQuerySchema,
    answer: foundSubjectsSchema,
  },
  subject: {
    method: 'GET',
    path: '/subjects/:subject',
    summary: "A person's file",
    answer: subjectViewSchema,
  },
  settings: {
    method: 'GET',
    path: '/settings',
    summary: 'All sections',
    answer: settingsOverviewSchema,
    for: 'coordinators',
  },
  settingsChanges: {
    method: 'GET',
    path: '/settings/changes',
    summary: 'Who changed what',
    answer: settingsChangesSchema,
    for: 'coordinators',
  },
  exportSettings: {
    method: 'GET',
    path: '/settings/export',
    summary: 'All settings as one file',
    answer: settingsFileSchema,
    for: 'coordinators',
  },
  previewImport: {
    method: 'POST',
    path: '/settings/import/preview',
    summary: 'What a file would change',
    body: settingsFileSchema,
    answer: importPreviewSchema,
    for: 'coordinators',
  },
  importSettings: {
    method: 'POST',
    path: '/settings/import',
    summary: 'Take a file over',
    body: importSchema,
    answer: importDoneSchema,
    for: 'coordinators',
  },
  section: {
    method: 'GET',
    path: '/settings/sections/:section',
    summary: 'One section',
    answer: settingsSectionSchema,
    etag: true,
    for: 'coordinators',
  },
  saveSection: {
    method: 'PUT',
    path: '/settings/sections/:section',
    summary: 'A new version of a section',
    body: settingsEditSchema,
    answer: settingsSectionSchema,
    etag: true,
    for: 'coordinators',
  },
  sectionVersion: {
    method: 'GET',
    path: '/settings/sections/:section/versions/:version',
    summary: 'One version and what it changed',
    answer: settingsVersionSchema,
    for: 'coordinators',
  },
  people: {
    method: 'GET',
    path: '/people',
    summary: 'Registered staff and their roles',
    query: ['department', 'after'],
    answer: peoplePageSchema,
    for: 'coordinators',
  },
  saveRoles: {
    method: 'PUT',
    path: '/people/:key/roles',
    summary: 'The roles of one person',
    body: rolesEditSchema,
    answer: personRolesSchema,
    etag: true,
    for: 'coordinators',
  },
  channels: {
    method: 'GET',
    path: '/channels',
    summary: 'Channels and departments',
    answer: channelListSchema,
    for: 'coordinators',
  },
  saveChannel: {
    method: 'PUT',
    path: '/channels/:key',
    summary: 'The department of one channel',
    body: channelEditSchema,
    answer: channelViewSchema,
    etag: true,
    for: 'coordinators',
  },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;
