import type { FrontDoor } from '../bot/front-door/adapter.ts';
import type { Route } from './route.ts';

/**
 * POST /api/messages: the address that the bot registration names. The token is looked at before the body is read:
 * whoever has none makes us read and parse nothing.
 */
export function createBotRoute(frontDoor: FrontDoor): Route {
  return {
    method: 'POST',
    path: '/api/messages',
    async handle(request) {
      const { authorization } = request.headers;
      const refused = frontDoor.refuseToken(authorization);
      if (refused !== undefined) return refused;
      const answer = await frontDoor.receive({ authorization, body: await request.json() });
      if (answer.kind === 'problem') return answer;
      return answer.body === undefined
        ? { kind: 'empty', status: answer.status }
        : { kind: 'json', status: answer.status, body: answer.body };
    },
  };
}
