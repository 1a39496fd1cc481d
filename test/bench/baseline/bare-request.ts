import { net, type Session } from 'electron';

export interface BareAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly text: string;
}

/** One request by `net.request`, as little as there can be of it. */
export function bareRequest(url: string, token: string, own: Session): Promise<BareAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = net.request({ url, session: own, redirect: 'manual' });
    outgoing.setHeader('authorization', `Bearer ${token}`);
    outgoing.on('error', reject);
    outgoing.on('response', (message) => {
      const parts: Buffer[] = [];
      message.on('data', (part) => parts.push(part));
      message.on('end', () => {
        const text = Buffer.concat(parts).toString();
        resolve({ status: message.statusCode, headers: message.rawHeaders, text });
      });
    });
    outgoing.end();
  });
}
