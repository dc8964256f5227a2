import type { FrontDoor } from '../bot/front-door/adapter.ts';
import type { Route } from './route.ts';

/** POST /api/messages: the address that the bot registration names. */
export function createBotRoute(frontDoor: FrontDoor): Route {
  return {
    method: 'POST',
    path: '/api/messages',
    async handle(request) {
      const body = await request.json();
      const answer = await frontDoor.receive({ authorization: request.headers.authorization, body });
      if (answer.kind === 'problem') return answer;
      return answer.body === undefined
        ? { kind: 'empty', status: answer.status }
        : { kind: 'json', status: answer.status, body: answer.body };
    },
  };
}
