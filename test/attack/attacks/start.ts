import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Attack } from '../attack.ts';
import { environment } from '../service.ts';

const MAIN = join(import.meta.dirname, '../../../src/main.ts');

/** Settings by which somebody could talk the service out of its checks. */
const attempts: { name: string; sent: string; settings: Record<string, string | undefined> }[] = [
  {
    name: 'no app id',
    sent: 'MICROSOFT_APP_ID empty, which switches the SDK off',
    settings: { MICROSOFT_APP_ID: '' },
  },
  { name: 'app id of spaces', sent: 'MICROSOFT_APP_ID of blanks', settings: { MICROSOFT_APP_ID: '   ' } },
  {
    name: 'no secret',
    sent: 'MICROSOFT_APP_PASSWORD left out',
    settings: { MICROSOFT_APP_PASSWORD: undefined },
  },
  {
    name: 'many tenants',
    sent: 'MICROSOFT_APP_TYPE MultiTenant',
    settings: { MICROSOFT_APP_TYPE: 'MultiTenant' },
  },
  {
    name: 'tenant called common',
    sent: 'TATE_TENANTS common',
    settings: { TATE_TENANTS: 'common,organizations' },
  },
  {
    name: 'local mode on a server',
    sent: 'TATE_MODE local beside settings of production',
    settings: { TATE_MODE: 'local' },
  },
  { name: 'mode that does not exist', sent: 'TATE_MODE test', settings: { TATE_MODE: 'test' } },
  {
    name: "local tenant's key in production",
    sent: 'TATE_LOCAL_TAB_KEYS, by which anybody could sign people in',
    settings: {
      TATE_LOCAL_TAB_KEYS: '{"keys":[{"kty":"EC","crv":"P-256","x":"not-a-key","y":"not-a-key","kid":"k"}]}',
    },
  },
  {
    name: 'one registration for bot and tab',
    sent: 'TATE_TAB_APP_ID as MICROSOFT_APP_ID',
    settings: { TATE_TAB_APP_ID: environment.MICROSOFT_APP_ID },
  },
  {
    name: 'store without TLS',
    sent: 'COSMOS_ENDPOINT http://…',
    settings: { COSMOS_ENDPOINT: 'http://127.0.0.1:9' },
  },
];

/** Values that a refusal may not repeat: a start-up log is read by many. */
const VALUES = ['not-a-secret', 'not-a-key'];

export const startAttacks: readonly Attack[] = attempts.map(
  ({ name, sent, settings }): Attack => ({
    family: 'start',
    name,
    sent,
    expected: 'the process ends with an error that names a setting and no value',
    async run() {
      const wanted = { ...environment, PORT: '0', ...settings };
      const env = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN], {
        env,
        timeout: 15_000,
        encoding: 'utf8',
      });
      const said = `${stdout}${stderr}`;
      const named = Object.keys(wanted).some((setting) => said.includes(setting));
      const quiet = VALUES.every((value) => !said.includes(value)) && !said.includes('listening');
      return {
        held: status === 1 && named && quiet,
        happened: `exit ${status}${quiet ? '' : ', a value was said'}${named ? '' : ', no setting is named'}`,
      };
    },
  }),
);
