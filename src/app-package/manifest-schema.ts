import { z } from 'zod';

/*
 * The parts of the Microsoft 365 app manifest that Tate uses, with their limits, so that a package is checked
 * without a network. Source: microsoft/json-schemas, teams/v1.30/MicrosoftTeams.schema.json (commit 2b19d54d),
 * and the schema reference "What's new in manifest version 1.30" (August 2026); both read 2026-11-22. Nothing
 * newer was found. The package of that day also passed Microsoft's own copy of both schemas (npm
 * @microsoft/app-manifest 1.1.2, whose newest is 1.30 as well).
 *
 * A part that is not written down here is refused, as the original refuses what it does not know.
 *
 * Stricter than the original in four places. Commands keep to 32 and 128 characters, the limits that 1.17 still had:
 * the list is read in a hurry. Addresses are https. The version is three numbers. Texts are not blank.
 */
export const MANIFEST_VERSION = '1.30';

export const guid = z
  .string()
  .regex(/^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/u, 'must be a GUID')
  .refine((id) => !/^[0-]+$/u.test(id), 'is the id of nothing (all zeros)');

export const secureUrl = z.url({ protocol: /^https$/u, error: 'must be an https address' }).max(2048);

/** Host name alone: no scheme, port or path. A wildcard would let in whatever else lives in that domain. */
export const hostName = z
  .string()
  .max(253)
  .regex(
    /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/u,
    'must be a host name such as tate.azurewebsites.net',
  );

export const version = z
  .string()
  .regex(/^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/u, 'must be three numbers such as 1.0.0');

/** Text of 1 to `most` characters, as JSON schema counts them. */
export const words = (most: number) =>
  z
    .string()
    .regex(/\S/u, 'is empty')
    .refine((value) => Array.from(value).length <= most, `has more than ${most} characters`);

export const limits = {
  developerName: 32,
  shortName: 30,
  fullName: 100,
  shortDescription: 80,
  fullDescription: 4000,
  tabName: 128,
  commandTitle: 32,
  commandDescription: 128,
  parameterTitle: 32,
  parameterDescription: 128,
} as const;

const relativePath = z
  .string()
  .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)+$/u, 'must be a file beside the manifest');
const languageTag = z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8}){0,2}$/u, 'is no language tag');
const scope = z.enum(['personal', 'team', 'groupChat']);
const unique = (list: readonly unknown[]): boolean => new Set(list).size === list.length;
const scopes = z.array(scope).min(1).max(4).refine(unique, 'names a scope twice');

const commandList = z.strictObject({
  scopes,
  commands: z
    .array(
      z.strictObject({
        title: words(limits.commandTitle),
        description: words(limits.commandDescription),
      }),
    )
    .min(1)
    .max(12),
});

const bot = z.strictObject({
  botId: guid,
  scopes,
  isNotificationOnly: z.boolean(),
  supportsFiles: z.boolean(),
  supportsCalling: z.boolean(),
  supportsVideo: z.boolean(),
  commandLists: z.array(commandList).max(3),
});

const composeExtension = z.strictObject({
  botId: guid,
  commands: z
    .array(
      z.strictObject({
        id: words(64),
        type: z.literal('query'),
        context: z
          .array(z.enum(['compose', 'commandBox', 'message']))
          .min(1)
          .max(3),
        initialRun: z.boolean(),
        title: words(limits.commandTitle),
        description: words(limits.commandDescription),
        parameters: z
          .array(
            z.strictObject({
              name: words(64),
              inputType: z.enum(['text', 'textarea', 'number', 'date', 'time', 'toggle']),
              title: words(limits.parameterTitle),
              description: words(limits.parameterDescription),
            }),
          )
          .min(1)
          .max(5),
      }),
    )
    .min(1)
    .max(10),
});

/** `contentBotId`, `searchUrl`, `context` and `requirementSet` of the original are not used. */
const staticTab = z.strictObject({
  entityId: words(64),
  name: words(limits.tabName),
  contentUrl: secureUrl,
  websiteUrl: secureUrl,
  scopes: z.tuple([z.literal('personal')]),
});

export const manifestSchema = z.strictObject({
  $schema: z.literal(
    `https://developer.microsoft.com/json-schemas/teams/v${MANIFEST_VERSION}/MicrosoftTeams.schema.json`,
  ),
  manifestVersion: z.literal(MANIFEST_VERSION),
  version,
  id: guid,
  localizationInfo: z.strictObject({
    defaultLanguageTag: languageTag,
    additionalLanguages: z.array(z.strictObject({ languageTag, file: relativePath })),
  }),
  developer: z.strictObject({
    name: words(limits.developerName),
    websiteUrl: secureUrl,
    privacyUrl: secureUrl,
    termsOfUseUrl: secureUrl,
  }),
  name: z.strictObject({ short: words(limits.shortName), full: words(limits.fullName) }),
  description: z.strictObject({
    short: words(limits.shortDescription),
    full: words(limits.fullDescription),
  }),
  icons: z.strictObject({ color: relativePath, outline: relativePath }),
  accentColor: z.string().regex(/^#[0-9a-fA-F]{6}$/u, 'must be like #2f5d8a'),
  bots: z.array(bot).length(1),
  composeExtensions: z.array(composeExtension).max(1),
  staticTabs: z.array(staticTab).min(1).max(16),
  webApplicationInfo: z.strictObject({
    id: guid,
    resource: z
      .string()
      .max(2048)
      .regex(/^api:\/\/\S+$/u, 'must be like api://<host>/<id>'),
  }),
  permissions: z.array(z.enum(['identity', 'messageTeamMembers'])).refine(unique, 'names a permission twice'),
  validDomains: z.array(hostName).max(100),
  defaultInstallScope: scope,
  defaultGroupCapability: z.strictObject({ team: z.literal('bot'), groupchat: z.literal('bot') }),
});

export type Manifest = z.infer<typeof manifestSchema>;
