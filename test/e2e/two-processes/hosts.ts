import { Server } from 'node:net';
import tls, { type ConnectionOptions, type TLSSocket } from 'node:tls';

/**
 * Loaded before the service by `node --import`: where the hosts of Microsoft are on this machine, as a hosts file
 * with ports would say it. Names, certificates, tokens and every rule of production stay as they are, and no
 * connection leaves or enters loopback.
 */
const HOSTS: ReadonlySet<string | undefined> = new Set([
  'login.botframework.com',
  'login.microsoftonline.com',
  'smba.trafficmanager.net',
]);

const port = Number(process.env['TATE_TEST_MICROSOFT_PORT']);
const LOOPBACK = '127.0.0.1';

const { connect } = tls;
Object.assign(tls, {
  connect(options: ConnectionOptions): TLSSocket {
    const { host } = options;
    if (host === LOOPBACK) return connect(options);
    if (!HOSTS.has(host)) throw new Error(`${host} is not on this machine`);
    return connect({ servername: host, ...options, host: LOOPBACK, port });
  },
});

type Listen = (this: Server, port: number, host: string, heard: () => void) => Server;

const listen = Reflect.get(Server.prototype, 'listen') as Listen;
Object.assign(Server.prototype, {
  listen(this: Server, wanted: number, _host: string, heard: () => void): Server {
    return listen.call(this, wanted, LOOPBACK, heard);
  },
});
