import { connect } from 'node:net';

/** Sends bytes as they are and returns all that comes back until the server closes or `ms` have passed. */
export async function sendRaw(port: number, parts: readonly string[], ms = 500): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    const timer = setTimeout(() => socket.destroy(), ms);
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    // A reset is one way in which a server refuses; what had come before it counts.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(text);
    });
  });
}
