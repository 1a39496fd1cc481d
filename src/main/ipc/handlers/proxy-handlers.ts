import type { ProxySignIns } from '../../../core/proxy/proxy-sign-ins.ts';
import { succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';

type ProxyCommands = 'answerProxy' | 'declineProxy' | 'forgetProxies';

export interface ProxyHandlerDeps {
  readonly proxySignIns: Pick<ProxySignIns, 'answer' | 'decline' | 'forget'>;
  /** What the network keeps of them itself. */
  readonly forgetInNetwork: () => Promise<void>;
}

/** Calls about proxies that want a sign-in of their own. A password goes in and never comes out. */
export function proxyHandlers({
  proxySignIns,
  forgetInNetwork,
}: ProxyHandlerDeps): Pick<Handlers, ProxyCommands> {
  return {
    answerProxy: (input) => proxySignIns.answer(input),
    declineProxy({ id }) {
      proxySignIns.decline(id);
      return succeed(null);
    },
    async forgetProxies() {
      // First what the network would ask for again.
      const forgotten = proxySignIns.forget();
      await forgetInNetwork();
      return forgotten;
    },
  };
}
