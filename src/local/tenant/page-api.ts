import { z } from 'zod';
import type { Acting } from './acting.ts';
import { type Call, type Route, Refusal, readJson } from './http.ts';
import type { Hub } from './hub.ts';
import type { Posting } from './posting.ts';
import type { Searching } from './searching.ts';
import type { SeedingRunner } from './seeding.ts';
import type { Marks } from './state/marks.ts';
import type { Messages } from './state/messages.ts';
import type { TabTokens } from './tab-tokens.ts';
import type { Views } from './views.ts';
import type { Directory, Persona, Room, Ward } from './ward.ts';
import {
  type Status,
  pressRequestSchema,
  sayRequestSchema,
  searchRequestSchema,
  sendResultRequestSchema,
  type TabToken,
  tabTokenRequestSchema,
} from './wire.ts';

const maxRequestBytes = 256 * 1024;
const shownMessages = 200;
const keepAliveMs = 15_000;

/** The page's own door (`/tenant/…`), also used by the demo and the tests. */
export const createPageApi = (deps: {
  ward: Ward;
  directory: Directory;
  messages: Messages;
  marks: Marks;
  views: Views;
  acting: Acting;
  posting: Posting;
  searching: Searching;
  seeding: SeedingRunner;
  hub: Hub;
  notice: () => string | null;
  tabTokens: TabTokens;
}): Route[] => {
  const { ward, directory, messages, marks, views, acting, posting, searching, seeding, hub, notice } = deps;
  const { tabTokens } = deps;

  const personaOf = (id: string | null | undefined): Persona => {
    const persona = directory.persona(id ?? '');
    if (persona === undefined) throw new Refusal(404, 'PersonaNotFound', 'No such person.');
    return persona;
  };

  const roomOf = (call: Call, persona: Persona): Room => {
    const room = directory.room(call.params['conversation'] ?? '');
    if (room === undefined || !directory.visibleTo(persona, room)) {
      throw new Refusal(404, 'ConversationNotFound', 'No such conversation.');
    }
    return room;
  };

  // A page of another origin can send a form here, but never one that calls itself JSON.
  const jsonOnly = (call: Call): void => {
    if (!call.request.headers['content-type']?.startsWith('application/json')) {
      throw new Refusal(415, 'UnsupportedMediaType', 'JSON only.');
    }
  };

  const status = (): Status => ({
    ward: ward.team.name,
    tenantId: ward.tenantId,
    bot: ward.bot.name,
    seeding: seeding.status(),
    notice: notice(),
  });

  return [
    { method: 'GET', path: '/tenant/status', handle: () => ({ status: 200, json: status() }) },
    {
      method: 'GET',
      path: '/tenant/personas',
      handle: () => ({ status: 200, json: { personas: ward.personas } }),
    },
    {
      method: 'GET',
      path: '/tenant/channels',
      handle: () => ({ status: 200, json: { channels: ward.channels } }),
    },
    {
      method: 'GET',
      path: '/tenant/personas/:persona/conversations',
      handle: (call) => ({
        status: 200,
        json: { conversations: views.conversations(personaOf(call.params['persona'])) },
      }),
    },
    {
      method: 'GET',
      path: '/tenant/conversations/:conversation/messages',
      handle: (call) => {
        const persona = personaOf(call.query.get('as'));
        const room = roomOf(call, persona);
        return {
          status: 200,
          json: {
            messages: messages.list(room.id, shownMessages).map((one) => views.message(one, persona)),
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/tenant/conversations/:conversation/messages/:message',
      handle: (call) => {
        const persona = personaOf(call.query.get('as'));
        const message = messages.find(roomOf(call, persona).id, call.params['message'] ?? '');
        // Gone between the change and this look at it: nothing to be alarmed about.
        return {
          status: 200,
          json: { message: message === undefined ? null : views.message(message, persona) },
        };
      },
    },
    {
      method: 'POST',
      path: '/tenant/conversations/:conversation/read',
      handle: async (call) => {
        jsonOnly(call);
        const readSchema = z.object({ as: z.string(), seq: z.int().min(0) });
        const { as, seq } = await readJson(call.request, readSchema, maxRequestBytes);
        const persona = personaOf(as);
        marks.setRead(persona.id, roomOf(call, persona).id, seq);
        hub.publish({ kind: 'read', personaId: persona.id });
        return { status: 200, json: {} };
      },
    },
    {
      method: 'POST',
      path: '/tenant/messages',
      handle: async (call) => {
        jsonOnly(call);
        const request = await readJson(call.request, sayRequestSchema, maxRequestBytes);
        return { status: 200, json: await posting.say(request) };
      },
    },
    {
      method: 'POST',
      path: '/tenant/searches',
      handle: async (call) => {
        jsonOnly(call);
        const request = await readJson(call.request, searchRequestSchema, maxRequestBytes);
        return { status: 200, json: await searching.search(request) };
      },
    },
    {
      method: 'POST',
      path: '/tenant/results',
      handle: async (call) => {
        jsonOnly(call);
        const request = await readJson(call.request, sendResultRequestSchema, maxRequestBytes);
        return { status: 200, json: await posting.sendResult(request) };
      },
    },
    {
      method: 'POST',
      path: '/tenant/presses',
      handle: async (call) => {
        jsonOnly(call);
        const request = await readJson(call.request, pressRequestSchema, maxRequestBytes);
        return { status: 200, json: await acting.press(request) };
      },
    },
    {
      method: 'POST',
      path: '/tenant/presses/:activity/again',
      handle: async (call) => {
        jsonOnly(call);
        await readJson(call.request, z.object({}), maxRequestBytes);
        return { status: 200, json: await acting.resend(call.params['activity'] ?? '') };
      },
    },
    {
      method: 'POST',
      path: '/tenant/tab-tokens',
      handle: async (call) => {
        jsonOnly(call);
        const { as } = await readJson(call.request, tabTokenRequestSchema, maxRequestBytes);
        return { status: 200, json: { token: tabTokens.issue(personaOf(as)) } satisfies TabToken };
      },
    },
    {
      method: 'POST',
      path: '/tenant/seeding',
      handle: async (call) => {
        jsonOnly(call);
        await readJson(call.request, z.object({}), maxRequestBytes);
        return { status: 200, json: await seeding.run() };
      },
    },
    {
      method: 'GET',
      path: '/tenant/events',
      handle: ({ request, response }) => {
        response.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          connection: 'keep-alive',
        });
        response.write('retry: 1000\n\n');
        const end = hub.subscribe((change) => {
          response.write(`data: ${JSON.stringify(change)}\n\n`);
        });
        const alive = setInterval(() => response.write(': alive\n\n'), keepAliveMs);
        request.on('close', () => {
          clearInterval(alive);
          end();
        });
        return undefined;
      },
    },
  ];
};
