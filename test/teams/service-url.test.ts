import assert from 'node:assert/strict';
import { isLoopbackServiceUrl, isTeamsServiceUrl } from '../../src/teams/service-url.ts';

describe('the service address of Teams', () => {
  const allowed = [
    'https://smba.trafficmanager.net/jp/',
    'https://smba.trafficmanager.net/apac/8a1b/',
    'https://smba.trafficmanager.net/teams',
    'https://smba.trafficmanager.net',
    'https://SMBA.TrafficManager.net/jp/',
    'https://smba.trafficmanager.net:443/jp/',
    'https://smba.onyx.prod.teams.trafficmanager.net/jp/',
    'https://smba.infra.gcc.teams.microsoft.com/teams',
  ];
  for (const url of allowed) {
    it(`allows ${url}`, () => assert.equal(isTeamsServiceUrl(url), true));
  }

  const refused = [
    '',
    'smba.trafficmanager.net',
    '//smba.trafficmanager.net/',
    'http://smba.trafficmanager.net/jp/',
    'ftp://smba.trafficmanager.net/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://smba.trafficmanager.net:8443/',
    'https://smba.trafficmanager.net./',
    'https://user@smba.trafficmanager.net/',
    'https://user:pass@smba.trafficmanager.net/',
    'https://@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net@evil.example/',
    'https://smba.trafficmanager.net:443@evil.example/',
    'https://evil.example/smba.trafficmanager.net',
    'https://evil.example#smba.trafficmanager.net',
    'https://evil.example?smba.trafficmanager.net',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evilsmba.trafficmanager.net/',
    'https://evil.trafficmanager.net/',
    'https://x.smba.trafficmanager.net/',
    'https://smba.trafficmanager.net/?to=evil',
    'https://smba.trafficmanager.net/#x',
    'https://smba.trafficmanager.net\\@evil.example/',
    'https:\\\\smba.trafficmanager.net/',
    'https://smba.trafficmanager.net/\n',
    ' https://smba.trafficmanager.net/',
    'https://smba.traffic\tmanager.net/',
    'https://smba.trafficmanager.net/日本',
    'https://ѕmba.trafficmanager.net/',
    'https://169.254.169.254/',
    'https://127.0.0.1/',
    'https://localhost/',
    `https://smba.trafficmanager.net/${'a'.repeat(2100)}`,
  ];
  for (const url of refused) {
    it(`refuses ${JSON.stringify(url.slice(0, 80))}`, () => assert.equal(isTeamsServiceUrl(url), false));
  }
});

describe('the service address of the local tenant', () => {
  const allowed = [
    'http://127.0.0.1:4000/',
    'http://127.8.9.10/',
    'https://127.0.0.1:8443/x',
    'http://localhost:3979',
    'http://LOCALHOST:3979/',
    'http://[::1]:5000/',
    // The URL parser folds these into 127.0.0.1, and so does the client that connects.
    'http://127.1:4000/',
    'http://0x7f000001/',
  ];
  for (const url of allowed) {
    it(`allows ${url}`, () => assert.equal(isLoopbackServiceUrl(url), true));
  }

  const refused = [
    '',
    'http://0.0.0.0/',
    'http://[::]/',
    'http://10.0.0.1/',
    'http://192.168.0.1/',
    'http://169.254.169.254/',
    'http://128.0.0.1/',
    'http://1270.0.0.1/',
    'http://127.0.0.1.evil.example/',
    'http://localhost.evil.example/',
    'http://evil.localhost/',
    'http://localhost./',
    'http://user@127.0.0.1/',
    'http://127.0.0.1@evil.example/',
    'http://[::ffff:10.0.0.1]/',
    'http://[fe80::1]/',
    'ws://127.0.0.1/',
    'file://localhost/etc/passwd',
    'https://smba.trafficmanager.net/jp/',
  ];
  for (const url of refused) {
    it(`refuses ${JSON.stringify(url)}`, () => assert.equal(isLoopbackServiceUrl(url), false));
  }
});
