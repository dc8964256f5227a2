import { createHash } from 'node:crypto';

/** What a demo person may do; the same three words the registration card offers. */
export type PersonaRole = 'staff' | 'approver' | 'coordinator';

/** One made-up member of the demo ward. */
export type Persona = {
  /** Short name used in the page's address (`?as=sato`). */
  readonly id: string;
  readonly name: string;
  readonly department: string;
  readonly title: string;
  readonly role: PersonaRole;
  /** Teams user id (`29:…`). */
  readonly teamsId: string;
  /** Entra object id. */
  readonly aadObjectId: string;
  /** The 1:1 chat between this person and the bot. */
  readonly chatId: string;
};

/** One department channel of the demo ward's team. */
export type Channel = { readonly id: string; readonly name: string; readonly department: string };

/** Everything that never changes in the demo ward. Every id is fixed, because the bot keeps them. */
export type Ward = {
  readonly tenantId: string;
  readonly team: { readonly id: string; readonly name: string; readonly aadGroupId: string };
  readonly bot: { readonly id: string; readonly name: string };
  readonly personas: readonly Persona[];
  readonly channels: readonly Channel[];
};

const digest = (key: string): Buffer => createHash('sha512').update(`tate-demo-ward:${key}`).digest();

/** Looks like a random (version 4) uuid, but is the same on every machine. */
const uuidOf = (key: string): string => {
  const hex = digest(key).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const person = (id: string, name: string, department: string, title: string, role: PersonaRole): Persona => ({
  id,
  name,
  department,
  title,
  role,
  teamsId: `29:1${digest(`user:${id}`).toString('base64url').slice(0, 62)}`,
  aadObjectId: uuidOf(`entra:${id}`),
  chatId: `a:1${digest(`chat:${id}`).toString('base64url').slice(0, 76)}`,
});

const channel = (department: string): Channel => ({
  id: `19:${digest(`channel:${department}`).toString('hex').slice(0, 32)}@thread.tacv2`,
  name: department,
  department,
});

/** The demo ward 「みどり区(デモ)」. The coordinator comes first: channels are bound by that person. */
export const demoWard: Ward = {
  tenantId: uuidOf('tenant'),
  team: {
    id: `19:${digest('team').toString('hex').slice(0, 32)}@thread.tacv2`,
    name: 'みどり区(デモ)',
    aadGroupId: uuidOf('team-group'),
  },
  bot: { id: `28:${uuidOf('bot')}`, name: 'Tate' },
  personas: [
    person('sato', '佐藤 はるか', '福祉課', '職員', 'staff'),
    person('suzuki', '鈴木 健', '税務課', '職員', 'staff'),
    person('ito', '伊藤 実', '国保年金課', '職員', 'staff'),
    person('kimura', '木村 直子', '福祉課', '係長', 'approver'),
    person('tanaka', '田中 誠', '福祉課', '課長', 'approver'),
    person('takahashi', '高橋 明', '税務課', '課長', 'approver'),
    person('yamamoto', '山本 恵', '総務課', '調整担当', 'coordinator'),
  ],
  channels: ['福祉課', '税務課', '国保年金課', '戸籍住民課', '総務課'].map(channel),
};

/** A conversation the bot can be in: one person's chat, or one channel. */
export type Room =
  | { readonly kind: 'personal'; readonly id: string; readonly persona: Persona }
  | { readonly kind: 'channel'; readonly id: string; readonly channel: Channel };

/** Finds people and rooms of a ward by any of the ids Teams would accept. */
export const createDirectory = (ward: Ward) => {
  const rooms: readonly Room[] = [
    ...ward.personas.map((persona): Room => ({ kind: 'personal', id: persona.chatId, persona })),
    ...ward.channels.map((channel): Room => ({ kind: 'channel', id: channel.id, channel })),
  ];
  return {
    rooms,
    /** By conversation id; a `;messageid=…` suffix names a thread of the same channel and is dropped. */
    room: (conversationId: string): Room | undefined => {
      const bare = conversationId.split(';', 1)[0];
      return rooms.find((room) => room.id === bare);
    },
    persona: (id: string): Persona | undefined => ward.personas.find((one) => one.id === id),
    /** By Teams user id or Entra object id. */
    personaByAccount: (id: string): Persona | undefined =>
      ward.personas.find((one) => one.teamsId === id || one.aadObjectId === id.toLowerCase()),
    channel: (id: string): Channel | undefined => ward.channels.find((one) => one.id === id),
    /** A person sees their own chat and every channel of the team. */
    visibleTo: (persona: Persona, room: Room): boolean =>
      room.kind === 'channel' || room.persona.id === persona.id,
  };
};

export type Directory = ReturnType<typeof createDirectory>;
