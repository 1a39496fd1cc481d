import type { Finding } from '../../../shared/doctor.ts';
import { assertNever } from '../../../shared/result.ts';
import { noAnswer } from '../../failures/no-answer.ts';
import type { Reached } from '../../ports/probes.ts';
import { good, note, ofFailure, wrong } from '../finding.ts';

/** Addresses that are named; more say nothing more. */
const mostAddresses = 4;

/**
 * Whether the server's name leads anywhere.
 * @param seen.addresses null where there is no such name
 * @param seen.proxy the proxy that looks names up instead of this computer; null without one
 */
export function judgeName(
  host: string,
  seen: { readonly addresses: readonly string[] | null; readonly proxy: string | null },
): Finding {
  const { addresses, proxy } = seen;
  if (addresses !== null && addresses.length > 0) {
    return good(`${host} was found.`, { Addresses: addresses.slice(0, mostAddresses).join(', ') });
  }
  if (proxy !== null) {
    return note(
      `This computer does not know ${host}.`,
      'Nothing to do, as long as the other checks are well: the proxy looks names up by itself.',
    );
  }
  return ofFailure('wrong', noAnswer('name-not-resolved', host, 'provider'));
}

/** Whether somebody answers at the server, or at the proxy on the way to it. `at` is host and port. */
export function judgeReach(at: string, what: 'server' | 'proxy', reached: Reached): Finding {
  const name = what === 'proxy' ? `The proxy ${at}` : at;
  const next =
    what === 'proxy'
      ? 'Ask whoever runs your network, or correct the proxy in the settings of your system.'
      : 'Check the internet connection and that the provider is running. A company network may need its VPN.';
  switch (reached) {
    case 'open':
      return good(`${name} can be reached.`);
    case 'refused':
      return wrong(
        `${name} refused the connection. The computer is there, and nothing answers at that port.`,
        next,
      );
    case 'unreachable':
      return wrong(`${name} could not be reached. Nothing answers there.`, next);
    case 'no-such-name':
      return wrong(`${name} could not be reached. No computer of that name is known here.`, next);
    default:
      return assertNever(reached);
  }
}
