import { type Attack, footprint, leaksInsides, refusedWith } from '../attack.ts';
import { activityOf } from '../people.ts';

const VICTIM = 'e0000000-0000-4000-8000-000000000002';
const ROUTES = ['/api/messages', '/health/live', '/health/ready'] as const;

/** Another spelling of every route, or a way out of it. */
const tricks: { name: string; of: (route: string) => string }[] = [
  { name: 'two slashes', of: (route) => `/${route}` },
  { name: 'a slash inside', of: (route) => route.replace(/\/(\w+)$/u, '//$1') },
  { name: 'a slash behind', of: (route) => `${route}/` },
  { name: 'capitals', of: (route) => route.toUpperCase() },
  { name: 'dots', of: (route) => `/.${route}` },
  { name: 'a way up and back', of: (route) => `/x/..${route}` },
  { name: 'a way out', of: (route) => `${route}/../../../../etc/passwd` },
  { name: 'an encoded way out', of: (route) => `${route}/..%2f..%2f..%2fetc%2fpasswd` },
  { name: 'a twice encoded way out', of: (route) => `${route}/..%252f..%252fetc%252fpasswd` },
  { name: 'a backslash', of: (route) => route.replaceAll('/', '\\') },
  { name: 'an encoded letter', of: (route) => route.replace('/a', '/%61').replace('/h', '/%68') },
  { name: 'NUL behind', of: (route) => `${route}%00.json` },
  { name: 'a parameter', of: (route) => `${route};jsessionid=1` },
  { name: 'overlong UTF-8', of: (route) => `${route}%c0%af..%c0%afetc` },
  { name: 'a broken escape', of: (route) => `${route}%E0%A4%A` },
  { name: 'a path of 6,000 letters', of: (route) => `${route}/${'a'.repeat(6000)}` },
  { name: 'markup', of: (route) => `${route}/<script>alert(1)</script>`.replaceAll('<', '%3C') },
  { name: 'a line break', of: (route) => `${route}%0d%0aSet-Cookie:%20x=1` },
  { name: 'a template', of: (route) => `${route}/\${7*7}{{7*7}}`.replaceAll(/[{}$]/gu, encodeURIComponent) },
];

const trickAttack = ({ name, of }: (typeof tricks)[number]): Attack => ({
  family: 'route',
  name: `path with ${name}`,
  sent: `${of('/api/messages').slice(0, 60)} and of every route, GET and POST, without a token`,
  expected: '4xx or the health answer; no turn, no file, no insides',
  async run(scene) {
    const before = await footprint(scene, [VICTIM]);
    const seen = new Set<number>();
    let held = true;
    for (const route of ROUTES) {
      for (const method of ['GET', 'POST']) {
        const reply = await scene.client.call({
          method,
          path: of(route),
          headers: { 'Content-Type': 'application/json' },
          ...(method === 'POST' ? { body: JSON.stringify(activityOf(VICTIM, { type: 'message' })) } : {}),
        });
        seen.add(reply.status);
        const health = reply.status === 200 && method === 'GET' && reply.text.startsWith('{"ok":true');
        const split = reply.headers['set-cookie'] !== undefined;
        held &&= (health || (reply.status >= 400 && reply.status < 500)) && !leaksInsides(reply) && !split;
      }
    }
    const silent = (await footprint(scene, [VICTIM])) === before;
    return { held: held && silent, happened: [...seen].join(', ') };
  },
});

const methods = ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'] as const;

const methodAttack = (method: string): Attack => ({
  family: 'route',
  name: `method ${method}`,
  sent: `${method} /api/messages with a good token and a good body`,
  expected: '4xx, no turn, nothing echoed',
  async run(scene) {
    const before = await footprint(scene, [VICTIM]);
    const body = JSON.stringify(activityOf(VICTIM, { type: 'message', text: '記録' }));
    const reply = await scene.client.call({
      method,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
        Authorization: scene.client.token(),
        'X-HTTP-Method-Override': 'POST',
        'X-Original-URL': '/api/messages',
      },
      body,
    });
    const silent = (await footprint(scene, [VICTIM])) === before;
    const echoed =
      reply.text.includes('Bearer') || reply.headers['access-control-allow-origin'] !== undefined;
    return {
      held: reply.status >= 400 && reply.status < 500 && silent && !echoed && !leaksInsides(reply),
      happened: `${reply.status}`,
    };
  },
});

export const routeAttacks: readonly Attack[] = [
  ...tricks.map(trickAttack),
  ...methods.map(methodAttack),
  refusedWith(
    {
      family: 'route',
      name: 'routes of other products',
      sent: 'GET /admin, /.env, /.git/config, /metrics, /api/records, /package.json',
      async send({ client }) {
        const replies = await Promise.all(
          [
            '/admin',
            '/.env',
            '/.git/config',
            '/metrics',
            '/api/records',
            '/package.json',
            '/src/main.ts',
          ].map((path) => client.call({ method: 'GET', path })),
        );
        return replies.find(({ status }) => status !== 404) ?? (replies[0] as (typeof replies)[number]);
      },
    },
    [404],
  ),
];
