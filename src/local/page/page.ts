import { type ConversationView, type PersonaView, TenantProblem, api } from './api.ts';
import { type Conversation, createConversation } from './conversation.ts';
import { byId } from './dom.ts';
import { onOpenInside } from './links.ts';
import { listen } from './live.ts';
import { addressOf, type Place, placeOf } from './place.ts';
import { createRail } from './rail.ts';
import { showStatus } from './status.ts';
import { createTabPane, type TabPane } from './tab-pane.ts';
import { createTheme } from './theme.ts';
import { toast } from './toasts.ts';

const lost = 'デモの画面とつながりません。「npm run local」が動いているか確かめてください。';
const phone = window.matchMedia('(max-width: 719px)');

const [personas, status] = await Promise.all([api.personas(), api.status()]);
const frame = byId('frame');
const pane = byId('conversation');
const chatPlace = byId('chat-place');
const tabPlace = byId('tab-place');

const [firstPersona] = personas;
if (firstPersona === undefined) throw new Error('The ward has no people.');
let persona: PersonaView = firstPersona;
let conversations: ConversationView[] = [];
let open: Conversation | undefined;
let tab: TabPane | undefined;
let place: Place | undefined;

const theme = createTheme();
const rail = createRail({
  personas,
  ward: status.ward,
  onPersona: (id) => go(id, place?.kind === 'tab' ? { kind: 'tab', page: undefined } : undefined),
  onOpen: (next) => go(persona.id, next),
  theme,
});
byId('rail').append(rail.element);
showStatus(status);

const showTitle = (): void => {
  const unread = conversations.reduce((sum, one) => sum + one.unread, 0);
  const name = place?.kind === 'tab' ? '記録台帳' : conversations.find((one) => one.id === open?.id)?.name;
  document.title = `${unread > 0 ? `(${unread}) ` : ''}${name === undefined ? '' : `${name} - `}${persona.name} - Tate(盾)デモ`;
};

const showRail = (): void => {
  rail.show(
    persona,
    conversations,
    place?.kind === 'tab' ? place : open && { kind: 'conversation', id: open.id },
  );
  showTitle();
};

const closeConversation = (): void => {
  open?.close();
  open = undefined;
  chatPlace.replaceChildren();
};

const closeTab = (): void => {
  tab?.close();
  tab = undefined;
  tabPlace.replaceChildren();
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
  chatPlace.replaceChildren(open.element);
  open.load();
};

/** The tab stays in its frame behind the chats, as Teams keeps it: what was typed there is not lost. */
const showTab = (page: string | undefined): void => {
  closeConversation();
  if (tab !== undefined) {
    tab.show(page);
    return;
  }
  tab = createTabPane({
    persona,
    tenantId: status.tenantId,
    page,
    theme,
    onBack: () => go(persona.id, undefined),
    openPage: (next) => go(persona.id, { kind: 'tab', page: next }),
  });
  tabPlace.replaceChildren(tab.element);
};

const showConversation = (id: string | undefined): void => {
  const wanted = conversations.find((one) => one.id === id);
  const target = wanted ?? (phone.matches ? undefined : conversations[0]);
  frame.dataset['screen'] = wanted === undefined ? 'list' : 'conversation';
  if (target === undefined) closeConversation();
  else if (target.id !== open?.id) openConversation(target);
};

/** Shows what the address says. On a phone, the list and what stands beside it are two screens. */
const showAddress = async (): Promise<void> => {
  const next =
    personas.find((one) => one.id === new URLSearchParams(location.search).get('as')) ?? firstPersona;
  if (next.id !== persona.id) {
    closeConversation();
    closeTab();
  }
  persona = next;
  conversations = await api.conversations(persona.id);
  place = placeOf(location);
  const onTab = place?.kind === 'tab';
  chatPlace.hidden = onTab;
  tabPlace.hidden = !onTab;
  if (place?.kind === 'tab') {
    frame.dataset['screen'] = 'conversation';
    showTab(place.page);
  } else showConversation(place?.id);
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

function go(as: string, next: Place | undefined): void {
  history.pushState(null, '', addressOf(as, next));
  run(async () => {
    await showAddress();
    if (next !== undefined) pane.focus({ preventScroll: true });
  });
}

onOpenInside((target) => {
  if (target.kind === 'chat') go(persona.id, { kind: 'conversation', id: persona.chatId });
  else go(persona.id, target);
});

// As a link it would take the place of what the address says.
document.querySelector('.skip')?.addEventListener('click', (event) => {
  event.preventDefault();
  pane.focus();
});

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
