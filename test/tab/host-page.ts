/**
 * As much of Teams as the tab's page needs, in a page of our own: it frames the tab and answers the messages of
 * TeamsJS. `?as=` and `?theme=` and `?page=` say how it begins.
 */
const script = String.raw`
const asked = new URLSearchParams(location.search);
let theme = asked.get('theme') ?? 'default';
const frame = document.querySelector('iframe');
const log = (globalThis.teamsLog = []);
const supports = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, supports: { pages: {} } });
const encode = (text) => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const token = () => {
  const exp = Math.floor(Date.now() / 1000) + 600;
  return ['{}', JSON.stringify({ exp, as: asked.get('as') ?? 'coordinator' }), 'x'].map(encode).join('.');
};
const context = () => ({
  theme, locale: 'ja-jp', frameContext: 'content', hostClientType: 'desktop', hostName: 'Teams',
  entityId: 'register', subEntityId: asked.get('page') ?? '', userObjectId: 'u', tid: 't', sessionId: 's', appSessionId: 'a',
});
const answers = {
  initialize: () => ['content', 'desktop', supports, '2.58.0'],
  getContext: () => [context()],
  'authentication.getAuthToken': () => [true, token()],
  executeDeepLink: () => [true],
};
globalThis.addEventListener('message', ({ data, source }) => {
  if (source !== frame.contentWindow || typeof data?.func !== 'string') return;
  log.push(data.func === 'executeDeepLink' ? data.func + ' ' + data.args[0] : data.func);
  const answer = answers[data.func];
  if (answer === undefined) return;
  frame.contentWindow.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args: answer() }, location.origin);
});
globalThis.setTheme = (next) => {
  theme = next;
  frame.contentWindow.postMessage({ func: 'themeChange', args: [next] }, location.origin);
};
frame.src = '/tab/index.html';
`;

export const hostScript = script;

export const hostPage = `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>Teams</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/host.css"></head>
<body><iframe title="記録台帳"></iframe><script type="module" src="/host.js"></script></body></html>`;

export const hostStyle =
  'html,body{margin:0;height:100%;overflow:hidden}iframe{border:0;width:100%;height:100%;display:block}';
