import { z } from 'zod';
import { guid, hostName, limits, secureUrl, version, words } from './manifest-schema.ts';

/** What differs from ward to ward. None of it is secret. */
const shape = z.object({
  /** The app's own id in the ward's app catalogue: made once, kept for ever, else Teams sees another app. */
  TEAMS_APP_ID: guid,
  /** The bot's registration, the same value that the service runs with. */
  MICROSOFT_APP_ID: guid,
  /** The tab's registration, never the bot's: a token for the one must be worth nothing at the other. */
  TATE_TAB_APP_ID: guid,
  /** Host name of the service, without https://. */
  TATE_HOST: hostName,
  TATE_DEVELOPER_NAME: words(limits.developerName),
  TATE_WEBSITE_URL: secureUrl,
  TATE_PRIVACY_URL: secureUrl,
  TATE_TERMS_URL: secureUrl,
  /** To be raised with every change of the package: Teams offers an update only then. */
  TATE_APP_VERSION: version.default('1.0.0'),
});

const settingsSchema = shape.refine(
  // What is no id at all is told of as that.
  ({ TATE_TAB_APP_ID: tab, MICROSOFT_APP_ID: bot }) =>
    !guid.safeParse(tab).success || tab.toLowerCase() !== bot.toLowerCase(),
  {
    path: ['TATE_TAB_APP_ID'],
    error: "must not be MICROSOFT_APP_ID: the tab's registration is not the bot's",
  },
);

export type PackageSettings = z.infer<typeof settingsSchema>;

/** `NAME=value` lines, as `env` prints them and as .env files hold them; quotes around a value are dropped. */
const fromLines = (text: string): Record<string, string> =>
  Object.fromEntries(
    text.split(/\r?\n/u).flatMap((line) => {
      const [, name, value = ''] = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)=(.*)$/u.exec(line) ?? [];
      if (name === undefined) return [];
      return [[name, value.trim().replace(/^(["'])(.*)\1$/u, '$2')]];
    }),
  );

/**
 * Reads the settings from the text of a JSON object or of `NAME=value` lines; names that are none of ours are left
 * out. Says every missing or wrong setting at once, by name and without its value.
 */
export function readSettings(
  text: string,
): { ok: true; settings: PackageSettings } | { ok: false; problems: readonly string[] } {
  let raw: unknown;
  try {
    raw = text.trimStart().startsWith('{') ? JSON.parse(text) : fromLines(text);
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault;
    return { ok: false, problems: ['the settings are no JSON'] };
  }
  // An empty setting is a missing one, as it is for the service.
  const given = Object.fromEntries(Object.entries(Object(raw)).filter(([, value]) => value !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return { ok: true, settings: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return name in given ? `${name}: ${issue.message}` : `${name} is missing`;
    }),
  };
}
