import { type ConversationView, type PersonaView, TenantProblem, api } from './api.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { byId } from './dom.ts';
import { listen } from './live.ts';
import { createRail } from './rail.ts';
import { showStatus } from './status.ts';
import { toast } from './toasts.ts';

const lost = 'デモの画面とつながりません。「npm run local」が動いているか確かめてください。';
const phone = window.matchMedia('(max-width: 719px)');

const [personas, status] = await Promise.all([api.personas(), api.status()]);
const frame = byId('frame');
const pane = byId('conversation');

const [firstPersona] = personas;
if (firstPersona === undefined) throw new Error('The ward has no people.');
let persona: PersonaView = firstPersona;
let conversations: ConversationView[] = [];
let open: Conversation | undefined;

const rail = createRail({
  personas,
  ward: status.ward,
  onPersona: (id) => go(id, undefined),
  onOpen: (conversationId) => go(persona.id, conversationId),
});
byId('rail').append(rail.element);
showStatus(status);

const showTitle = (): void => {
  const unread = conversations.reduce((sum, one) => sum + one.unread, 0);
  const name = conversations.find((one) => one.id === open?.id)?.name;
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${name === undefined ? '' : `${name} - `}${persona.name} - Tate(盾)デモ`;
};

const showRail = (): void => {
  rail.show(persona, conversations, open?.id);
  showTitle();
};

const closeConversation = (): void => {
  open?.close();
  open = undefined;
  pane.replaceChildren();
};

const openConversation = (conversation: ConversationView): void => {
  closeConversation();
  open = createConversation({
    persona,
    conversation,
    bot: status.bot,
    ward: status.ward,
    onBack: () => go(persona.id, undefined),
  });
  pane.replaceChildren(open.element);
  open.load();
};

/** Shows what the address says. On a phone, list and conversation are two screens. */
const showAddress = async (): Promise<void> => {
  const query = new URLSearchParams(location.search);
  const next = personas.find((one) => one.id === query.get('as')) ?? firstPersona;
  if (next.id !== persona.id) closeConversation();
  persona = next;
  conversations = await api.conversations(persona.id);
  const wanted = conversations.find((one) => one.id === query.get('c'));
  const target = wanted ?? (phone.matches ? undefined : conversations[0]);
  frame.dataset['screen'] = wanted === undefined ? 'list' : 'conversation';
  if (target === undefined) closeConversation();
  else if (target.id !== open?.id) openConversation(target);
  showRail();
};

/** Runs one after the other; a lost connection is said once and tried again at the next change. */
let queue: Promise<void> = Promise.resolve();
const run = (work: () => Promise<void>): void => {
  queue = queue.then(work).catch((error: unknown) => {
    if (!(error instanceof TenantProblem)) throw error;
    toast('problem', lost);
  });
};

function go(as: string, conversationId: string | undefined): void {
  const query = new URLSearchParams({ as });
  if (conversationId !== undefined) query.set('c', conversationId);
  history.pushState(null, '', `?${query}`);
  run(async () => {
    await showAddress();
    if (conversationId !== undefined) pane.focus({ preventScroll: true });
  });
}

let refreshDue = false;
/** Many changes at once cost one look at the list. */
const refreshList = (): void => {
  if (refreshDue) return;
  refreshDue = true;
  setTimeout(() => {
    refreshDue = false;
    run(async () => {
      conversations = await api.conversations(persona.id);
      showRail();
    });
  }, 60);
};

window.addEventListener('popstate', () => run(showAddress));
phone.addEventListener('change', () => run(showAddress));
run(showAddress);
listen({
  onChange: (change) => {
    if (change.kind === 'status') {
      run(async () => showStatus(await api.status()));
      return;
    }
    open?.onChange(change);
    if (change.kind !== 'typing' && (change.kind !== 'read' || change.personaId === persona.id))
      refreshList();
  },
  onAgain: () => {
    open?.load();
    refreshList();
    run(async () => showStatus(await api.status()));
  },
});
