import { tabEntity } from './read-link.ts';
import type { Theme } from './theme.ts';

/**
 * What Teams is to a tab: it answers the messages of TeamsJS 2.58. The forms are those of the library's own source,
 * dist/esm/packages/teams-js/src/internal/{communication,appHelpers,handlers}.js and public/{app/app,runtime,
 * authentication,pages/pages}.js.
 */

/** A message of the tab. The answer carries both numbers back, because old and new code look at different ones. */
type Asked = {
  readonly id: number;
  readonly uuidAsString?: string;
  readonly func: string;
  readonly args: unknown[];
};

/** Arguments of the answer; undefined for messages that want none. */
type Answer = readonly unknown[] | undefined;

/** Who looks at which page of the tab. */
export type HostContext = {
  readonly user: { readonly id: string; readonly name: string };
  readonly tenantId: string;
  /** What the deep link said, such as `records/261121-7K3F9Q`. */
  readonly page: string | undefined;
};

/**
 * What this host can do, as `app.initialize()` reads it (runtime.js, version 4). A capability that is not named here
 * answers `isSupported()` with false and refuses calls inside the library, before any message.
 */
const runtimeConfig = JSON.stringify({
  apiVersion: 4,
  hostVersionsInfo: { adaptiveCardSchemaVersion: { majorVersion: 1, minorVersion: 5 } },
  isLegacyTeams: false,
  isNAAChannelRecommended: false,
  supports: { pages: {} },
});

const frameContext = 'content';
const clientType = 'desktop';
const locale = 'ja-jp';
const session = 'local';

/** Only asked about by calls that older hosts lacked. */
const clientSupportedSdkVersion = '2.58.0';

const readAsked = (data: unknown): Asked | undefined => {
  if (typeof data !== 'object' || data === null) return undefined;
  const { id, uuidAsString, func, args } = data as Partial<Record<keyof Asked, unknown>>;
  if (typeof id !== 'number' || typeof func !== 'string') return undefined;
  return {
    id,
    ...(typeof uuidAsString === 'string' ? { uuidAsString } : {}),
    func,
    args: Array.isArray(args) ? (args as unknown[]) : [],
  };
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const createTeamsHost = (deps: {
  frame: HTMLIFrameElement;
  context: () => HostContext;
  theme: () => Theme;
  /** A token for the person; rejects when there is none to be had. */
  token: () => Promise<string>;
  /** Follows a link; false when it leads nowhere. */
  follow: (url: string) => boolean;
  /** Opens a page of the tab itself. */
  openPage: (page: string | undefined) => void;
  /** The tab says that it is there, or why it is not. */
  onReady: () => void;
  onFailed: (reason: string) => void;
}) => {
  const { frame, context, theme } = deps;
  /** What the tab wants to be told of; forgotten when it loads anew. */
  let registered = new Set<string>();

  const post = (message: object): void => {
    frame.contentWindow?.postMessage(message, location.origin);
  };

  /** What app.js makes a context of: flat, under the names that TeamsJS had before version 2. */
  const contextBridge = (): object => {
    const { user, page, tenantId } = context();
    return {
      appSessionId: session,
      sessionId: session,
      ringId: 'local',
      hostName: 'Teams',
      hostClientType: clientType,
      frameContext,
      locale,
      theme: theme(),
      entityId: tabEntity,
      ...(page === undefined ? {} : { subEntityId: page }),
      userObjectId: user.id,
      userDisplayName: user.name,
      tid: tenantId,
      isFullScreen: false,
      isMultiWindow: false,
    };
  };

  /** A change of the context goes out in the new form: handlers.js hands it on as it is. */
  const changedContext = (): object => {
    const { user, page, tenantId } = context();
    const host = { name: 'Teams', clientType, sessionId: session, ringId: 'local' };
    return {
      app: { locale, sessionId: session, theme: theme(), host },
      page: { id: tabEntity, frameContext, isFullScreen: false, isMultiWindow: false, subPageId: page },
      user: { id: user.id, displayName: user.name, tenant: { id: tenantId } },
      dialogParameters: {},
    };
  };

  const navigate = (target: unknown): Answer => {
    const { pageId, subPageId } = Object(target) as { pageId?: unknown; subPageId?: unknown };
    if (pageId !== tabEntity) return [false, `There is no page ${textOf(pageId)} here.`];
    deps.openPage(typeof subPageId === 'string' ? subPageId : undefined);
    return [true];
  };

  const getToken = async (): Promise<Answer> => {
    try {
      return [true, await deps.token()];
    } catch (error) {
      return [false, error instanceof Error ? error.message : 'no token'];
    }
  };

  const follow = (url: unknown): Answer =>
    deps.follow(textOf(url)) ? [true] : [false, 'This link cannot be opened.'];

  const silently = (work: () => void) => (): Answer => {
    work();
    return undefined;
  };
  const silent = silently(() => undefined);

  const answers: Readonly<Record<string, (args: unknown[]) => Answer | Promise<Answer>>> = {
    initialize: () => {
      registered = new Set();
      return [frameContext, clientType, runtimeConfig, clientSupportedSdkVersion];
    },
    getContext: () => [contextBridge()],
    registerHandler: ([name]) => {
      registered.add(textOf(name));
      return undefined;
    },
    'authentication.getAuthToken': getToken,
    executeDeepLink: ([url]) => follow(url),
    'pages.navigateToApp': ([target]) => navigate(target),
    'settings.getSettings': () => [{ entityId: tabEntity, contentUrl: `${location.origin}/tab/index.html` }],
    'appInitialization.appLoaded': silently(deps.onReady),
    'appInitialization.success': silently(deps.onReady),
    'appInitialization.failure': ([reason, message]) =>
      silently(() => deps.onFailed(textOf(message) || textOf(reason)))(),
    'appInitialization.expectedFailure': silent,
    setFrameContext: silent,
    shareDeepLink: silent,
    returnFocus: silent,
    readyToUnload: silent,
  };

  // What nobody here knows is refused in the form of the library's `[status, reason]`, so that nothing hangs.
  const unknown = (func: string): Answer => [false, `${func} is not supported here.`];

  const onMessage = async (event: MessageEvent<unknown>): Promise<void> => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
    const asked = readAsked(event.data);
    if (asked === undefined) return;
    const known = Object.hasOwn(answers, asked.func) ? answers[asked.func] : undefined;
    const args = known === undefined ? unknown(asked.func) : await known(asked.args);
    if (args === undefined) return;
    post({
      id: asked.id,
      ...(asked.uuidAsString === undefined ? {} : { uuidAsString: asked.uuidAsString }),
      args,
    });
  };
  const listener = (event: MessageEvent<unknown>): void => void onMessage(event);
  window.addEventListener('message', listener);

  return {
    /** Tells the tab of another theme, when it asked to be told. */
    themeChanged: (): void => {
      if (registered.has('themeChange')) post({ func: 'themeChange', args: [theme()] });
    },
    /** Tells the tab that a deep link wants another page of it. False when it did not ask to be told. */
    pageChanged: (): boolean => {
      if (!registered.has('contextChange')) return false;
      post({ func: 'contextChange', args: [changedContext()] });
      return true;
    },
    close: (): void => window.removeEventListener('message', listener),
  };
};
