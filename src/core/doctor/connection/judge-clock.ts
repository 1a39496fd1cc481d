import type { Finding } from '../../../shared/doctor.ts';
import { skew } from '../../oauth/id-token-time.ts';
import { good, note, untold, wrong } from '../finding.ts';

/** What the way and rounding may cost, in milliseconds. */
const unremarkable = 60_000;

/**
 * The computer's clock against the server's (F9). Both in milliseconds since the epoch, at the same moment.
 * @param server null where the server did not say
 */
export function judgeClock(host: string, own: number, server: number | null): Finding {
  if (server === null) return untold(`${host} did not say what time it is.`);
  const off = own - server;
  const facts = { 'This computer': new Date(own).toISOString(), Server: new Date(server).toISOString() };
  if (Math.abs(off) <= unremarkable) return good('The clock of this computer is right.', facts);
  const words = `The clock of this computer is ${inWords(Math.abs(off))} ${off > 0 ? 'fast' : 'slow'}, as ${host} sees it.`;
  return Math.abs(off) <= skew * 1000
    ? note(words, 'Set it right before it is more than five minutes, which no sign-in would survive.', facts)
    : wrong(
        `${words} So valid sign-ins look expired, or not yet valid.`,
        'Set the date and time of this computer, and have them set by themselves.',
        facts,
        'open-clock-settings',
      );
}

function inWords(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) return minutes === 1 ? 'a minute' : `${String(minutes)} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${String(hours)} hours` : `${String(Math.round(hours / 24))} days`;
}
