import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** Comma-separated, blanks ignored. */
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const recordShape = {
  TATE_WORKDAY_END: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be like 17:15')
    .default('17:15'),
  TATE_LATE_HOURS: z.coerce.number().int().min(1).max(8760).default(24),
  TATE_LADDER_HOURS: z.coerce.number().int().min(1).max(168).default(24),
  TATE_CHASE_MINUTES: z.coerce.number().int().min(0).max(1440).default(15),
  TATE_ALERT_DAYS: z.coerce.number().int().min(1).max(30).default(3),
};

/** What the local tenant hands over: the public half of the key with which it signs for its personas. */
const publicKeys = z.object({
  keys: z
    .array(
      z.strictObject({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        x: z.string(),
        y: z.string(),
        kid: z.string().min(1),
        alg: z.literal('ES256').optional(),
        use: z.literal('sig').optional(),
      }),
    )
    .min(1),
});

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: 'custom', message: 'must be JSON', input: text });
    return z.NEVER;
  }
});

const localSchema = z.object({
  ...recordShape,
  PORT: port.default(3978),
  TATE_DATA_DIR: z.string().min(1).default('data'),
  TATE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  TATE_LOCAL_TAB_KEYS: json.pipe(publicKeys).default({ keys: [] }),
  TATE_LOCAL_CHAT_URL: z
    .url({ protocol: /^http$/, hostname: /^127\.0\.0\.1$/ })
    .default('http://127.0.0.1:3979/'),
});

const productionSchema = z.object({
  ...recordShape,
  PORT: port.default(3978),
  TATE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  MICROSOFT_APP_ID: z.guid(),
  MICROSOFT_APP_TENANT_ID: z.guid(),
  MICROSOFT_APP_TYPE: z.enum(['SingleTenant', 'UserAssignedMSI']),
  MICROSOFT_APP_PASSWORD: z.string().min(1).optional(),
  COSMOS_ENDPOINT: z.url({ protocol: /^https$/ }),
  COSMOS_DATABASE: z.string().min(1).default('tate'),
  COSMOS_KEY: z.string().min(1).optional(),
  TATE_WARD_FILE: z.string().min(1),
  TATE_COORDINATORS: list.pipe(z.array(z.guid()).min(1)),
  TATE_TENANTS: list.pipe(z.array(z.guid())).default([]),
  TATE_PHONE_KEY: z.string().min(32, 'must have at least 32 characters'),
  TATE_HOST: z.hostname(),
  TATE_TAB_APP_ID: z.guid(),
  TEAMS_APP_ID: z.guid(),
});

/** Settings whose presence means that this is not somebody's own machine. */
const PRODUCTION_ONLY = [
  'MICROSOFT_APP_ID',
  'MICROSOFT_APP_TENANT_ID',
  'MICROSOFT_APP_TYPE',
  'MICROSOFT_APP_PASSWORD',
  'COSMOS_ENDPOINT',
  'COSMOS_DATABASE',
  'COSMOS_KEY',
  'TATE_WARD_FILE',
  'TATE_COORDINATORS',
  'TATE_TENANTS',
  'TATE_PHONE_KEY',
  'TATE_HOST',
  'TATE_TAB_APP_ID',
  'TEAMS_APP_ID',
  'WEBSITE_SITE_NAME',
] as const;

/** Settings by which the local tenant speaks for its personas: nobody may do that in production. */
const LOCAL_ONLY = ['TATE_LOCAL_TAB_KEYS', 'TATE_LOCAL_CHAT_URL'] as const;

type LogLevel = 'debug' | 'info' | 'warn' | 'error';

type RecordSettings = {
  /** HH:MM in Japan: a 速報 is to be completed by then. */
  readonly workdayEnd: string;
  /** Hours after which a record counts as late and asks why. */
  readonly lateAfterHours: number;
};

type AlertSettings = {
  /** Two contacts within so many hours are one way through the house. */
  readonly windowHours: number;
  /** An alert without news steps down after so many hours. */
  readonly stepHours: number;
  /** And ends after so many days. */
  readonly days: number;
  /** Departments that have not confirmed are asked again after so many minutes; 0 = never. */
  readonly chaseMinutes: number;
};

export type LocalTab = {
  /** JWKS of the local tenant; without keys nobody can sign in. */
  readonly keys: z.infer<typeof publicKeys>;
  /** The page of the local tenant, which is the chat. */
  readonly chatUrl: string;
};

export type TeamsTab = {
  /** The tab's registration in Entra ID, lower case; never the bot's. */
  readonly appId: string;
  /** Host name of the service. */
  readonly host: string;
  /** Id of the app package in Teams, for deep links. */
  readonly teamsAppId: string;
  readonly chatUrl: string;
};

export type Config =
  | {
      readonly mode: 'local';
      readonly records: RecordSettings;
      readonly alerts: AlertSettings;
      readonly port: number;
      readonly dataFolder: string;
      readonly logLevel: LogLevel;
      readonly tab: LocalTab;
    }
  | {
      readonly mode: 'production';
      readonly records: RecordSettings;
      readonly alerts: AlertSettings;
      readonly port: number;
      readonly logLevel: LogLevel;
      readonly tab: TeamsTab;
      readonly registration:
        | { kind: 'single-tenant'; appId: string; tenantId: string; secret: string }
        | { kind: 'managed-identity'; appId: string; tenantId: string };
      readonly cosmos: {
        readonly endpoint: string;
        readonly database: string;
        readonly key: string | undefined;
      };
      readonly wardFile: string;
      /** Entra object ids, lower case. */
      readonly coordinators: readonly string[];
      /** Secret under which telephone numbers are hashed for the matching. */
      readonly phoneKey: string;
      /** Tenant ids that the bot serves, lower case; the registration's own when none are named. */
      readonly tenants: readonly string[];
    };

export type Settings = { ok: true; config: Config } | { ok: false; problems: readonly string[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** An empty variable is a missing one: deployment templates write empty strings. */
const given = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));

const problemsOf = (error: z.ZodError, env: Environment): string[] =>
  error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return env[name] === undefined ? `${name} is missing` : `${name}: ${issue.message}`;
  });

/** A secret is missing only where the kind of registration needs one. */
const secretProblems = (env: Environment): string[] =>
  env['MICROSOFT_APP_TYPE'] === 'SingleTenant' && env['MICROSOFT_APP_PASSWORD'] === undefined
    ? ['MICROSOFT_APP_PASSWORD is missing (MICROSOFT_APP_TYPE is SingleTenant)']
    : env['MICROSOFT_APP_TYPE'] === 'UserAssignedMSI' && env['MICROSOFT_APP_PASSWORD'] !== undefined
      ? [
          'MICROSOFT_APP_PASSWORD contradicts MICROSOFT_APP_TYPE UserAssignedMSI: a managed identity has no secret',
        ]
      : [];

/**
 * With one registration for both, a token for the tab would be a token for the bot, and the other way round.
 */
const tabProblems = (env: Environment): string[] =>
  env['TATE_TAB_APP_ID'] !== undefined &&
  env['TATE_TAB_APP_ID'].toLowerCase() === env['MICROSOFT_APP_ID']?.toLowerCase()
    ? ["TATE_TAB_APP_ID must not be MICROSOFT_APP_ID: the tab's registration is not the bot's"]
    : [];

const localProblems = (env: Environment): string[] =>
  LOCAL_ONLY.filter((name) => env[name] !== undefined).map(
    (name) => `${name} is a setting of the local mode: production refuses to start beside it`,
  );

const recordSettings = (env: { TATE_WORKDAY_END: string; TATE_LATE_HOURS: number }): RecordSettings => ({
  workdayEnd: env.TATE_WORKDAY_END,
  lateAfterHours: env.TATE_LATE_HOURS,
});

/** A day as a fresh warning; where all of it is one day, half of that. */
const alertSettings = (env: {
  TATE_LADDER_HOURS: number;
  TATE_ALERT_DAYS: number;
  TATE_CHASE_MINUTES: number;
}): AlertSettings => ({
  windowHours: env.TATE_LADDER_HOURS,
  stepHours: env.TATE_ALERT_DAYS > 1 ? 24 : 12,
  days: env.TATE_ALERT_DAYS,
  chaseMinutes: env.TATE_CHASE_MINUTES,
});

/**
 * App Service hands the text of a reference on when it cannot read the key vault. As TATE_PHONE_KEY it would pass for
 * a key, and every number hashed under it would be lost to the matching once the real key is there.
 */
const unresolvedProblems = (env: Environment): string[] =>
  Object.keys(env)
    .filter((name) => env[name]?.startsWith('@Microsoft.KeyVault('))
    .map((name) => `${name} could not be read from the key vault`);

/** Reads the environment once; says every missing or contradictory setting, never a value. */
export function readConfig(environment: Environment = process.env): Settings {
  const env = given(environment);
  const mode = env['TATE_MODE'] ?? 'production';
  if (mode !== 'local' && mode !== 'production') {
    return { ok: false, problems: ['TATE_MODE: must be local or production'] };
  }
  if (mode === 'local') {
    const present = PRODUCTION_ONLY.filter((name) => env[name] !== undefined);
    const parsed = localSchema.safeParse(env);
    const problems = [
      ...present.map((name) => `${name} is a production setting: local mode refuses to start beside it`),
      ...(parsed.success ? [] : problemsOf(parsed.error, env)),
    ];
    if (!parsed.success || problems.length > 0) return { ok: false, problems };
    const { PORT, TATE_DATA_DIR, TATE_LOG_LEVEL, TATE_LOCAL_TAB_KEYS, TATE_LOCAL_CHAT_URL } = parsed.data;
    return {
      ok: true,
      config: {
        mode,
        records: recordSettings(parsed.data),
        alerts: alertSettings(parsed.data),
        port: PORT,
        dataFolder: TATE_DATA_DIR,
        logLevel: TATE_LOG_LEVEL,
        tab: { keys: TATE_LOCAL_TAB_KEYS, chatUrl: TATE_LOCAL_CHAT_URL },
      },
    };
  }
  const parsed = productionSchema.safeParse(env);
  const problems = [
    ...(parsed.success ? [] : problemsOf(parsed.error, env)),
    ...secretProblems(env),
    ...tabProblems(env),
    ...localProblems(env),
    ...unresolvedProblems(env),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  const { data } = parsed;
  const tenantId = data.MICROSOFT_APP_TENANT_ID.toLowerCase();
  const identity = { appId: data.MICROSOFT_APP_ID, tenantId };
  return {
    ok: true,
    config: {
      mode,
      records: recordSettings(data),
      alerts: alertSettings(data),
      port: data.PORT,
      logLevel: data.TATE_LOG_LEVEL,
      tab: {
        appId: data.TATE_TAB_APP_ID.toLowerCase(),
        host: data.TATE_HOST.toLowerCase(),
        teamsAppId: data.TEAMS_APP_ID.toLowerCase(),
        // https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams
        chatUrl: `https://teams.microsoft.com/l/chat/0/0?users=28:${data.MICROSOFT_APP_ID.toLowerCase()}`,
      },
      registration:
        data.MICROSOFT_APP_TYPE === 'SingleTenant'
          ? { kind: 'single-tenant', ...identity, secret: data.MICROSOFT_APP_PASSWORD ?? '' }
          : { kind: 'managed-identity', ...identity },
      cosmos: { endpoint: data.COSMOS_ENDPOINT, database: data.COSMOS_DATABASE, key: data.COSMOS_KEY },
      wardFile: data.TATE_WARD_FILE,
      phoneKey: data.TATE_PHONE_KEY,
      coordinators: data.TATE_COORDINATORS.map((id) => id.toLowerCase()),
      tenants: data.TATE_TENANTS.length > 0 ? data.TATE_TENANTS.map((id) => id.toLowerCase()) : [tenantId],
    },
  };
}
