import { Refusal } from './http.ts';
import type { Directory, Persona, Room } from './ward.ts';

/** A person in a conversation that this person can see. */
export type Place = { readonly persona: Persona; readonly room: Room };

/** Finds who acts where. Refuses unknown people, and conversations that the person does not see, with 404. */
export const createPlaces =
  (directory: Directory) =>
  (as: string, conversationId: string): Place => {
    const persona = directory.persona(as);
    if (persona === undefined) throw new Refusal(404, 'PersonaNotFound', `No such person: ${as}`);
    const room = directory.room(conversationId);
    if (room === undefined || !directory.visibleTo(persona, room)) {
      throw new Refusal(404, 'ConversationNotFound', `${persona.name} has no such conversation.`);
    }
    return { persona, room };
  };

export type Places = ReturnType<typeof createPlaces>;
