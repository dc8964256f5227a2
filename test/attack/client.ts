import { request } from 'node:http';
import type { KeyObject } from 'node:crypto';
import { bearer, channelClaims, type Claims } from '../bot/front-door/channel-keys.ts';
import { sendRaw } from '../http/raw.ts';
import { activityOf, executed, TEAMS_URL, type Where } from './people.ts';
import type { Service } from './service.ts';

/** What came back; status 0 when the connection ended without an answer. */
export type Reply = { status: number; headers: Record<string, unknown>; text: string };

export type Call = {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

type TabWish = {
  method?: string;
  /** Sent as JSON; a text goes as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  claims?: Claims;
};

const NOTHING: Reply = { status: 0, headers: {}, text: '' };
const CALL_TIMEOUT_MS = 15_000;

/** Calls and presses as an attacker or a client would make them, over real HTTP on loopback. */
export function createClient(service: Service) {
  const { port, keys, tabKeys } = service;

  function call({ method = 'POST', path = '/api/messages', headers = {}, body }: Call): Promise<Reply> {
    return new Promise((resolve) => {
      const options = { port, host: '127.0.0.1', method, path, headers, agent: false as const };
      const sent = request(options, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
        });
        const done = (): void =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        response.on('end', done).on('error', done);
      });
      // The server may answer and close before it has read all of a body that it refuses.
      sent.on('error', () => resolve(NOTHING));
      sent.setTimeout(CALL_TIMEOUT_MS, () => sent.destroy(new Error('no answer')));
      sent.end(body);
    });
  }

  /** A header that the channel would send, or a forged one. */
  const token = (
    claims: Claims = {},
    key: KeyObject | undefined = keys.privateKey,
    header: Claims = {},
  ): string => bearer(channelClaims(Date.now(), { serviceurl: TEAMS_URL, ...claims }), key, header);

  const json = { 'Content-Type': 'application/json' };

  /** An activity under a good token, whose serviceUrl claim is the activity's own. */
  function deliver(activity: unknown, claims: Claims = {}): Promise<Reply> {
    const own = Reflect.get(Object(activity), 'serviceUrl');
    const Authorization = token({ ...(typeof own === 'string' ? { serviceurl: own } : {}), ...claims });
    return call({ headers: { ...json, Authorization }, body: JSON.stringify(activity) });
  }

  /** A call of the tab's API by somebody whom Teams has signed in. */
  async function tab(id: string, path: string, wish: TabWish = {}): Promise<Reply> {
    const { method = 'GET', body, headers = {}, claims = {} } = wish;
    return call({
      method,
      path: `/api/v1${path}`,
      headers: {
        Authorization: await tabKeys.bearer({ oid: id, ...claims }),
        ...(body === undefined ? {} : json),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  return {
    call,
    token,
    tab,
    deliver,
    /** Text that is (or is not) JSON under a good token. */
    sendText: (body: string | Buffer, headers: Record<string, string> = {}) =>
      call({ headers: { ...json, Authorization: token(), ...headers }, body }),
    raw: (parts: readonly string[], ms?: number) => sendRaw(port, parts, ms),
    say: (id: string, text: string, where?: Where) =>
      deliver(activityOf(id, { type: 'message', text }, where)),
    /** Presses a button by Action.Execute. */
    press: (id: string, verb: string, data: object = {}, where: Where = {}, messageId?: string) =>
      deliver(activityOf(id, executed(verb, data, messageId), where)),
    /** Presses a button by Action.Submit. */
    submit: (id: string, data: object, where: Where = {}) =>
      deliver(activityOf(id, { type: 'message', value: data }, where)),
  };
}

export type Client = ReturnType<typeof createClient>;
