import { useQuery } from '@tanstack/react-query';

import type { ConnectionView } from '../../shared/connection.ts';
import { guideQuery, issuerQuery } from '../api/queries.ts';
import { isUnreached } from '../api/unreached.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { inputOf } from '../connection-form/form-values.ts';

/** Copies what an administrator needs to register a draft; it waits until the provider has said who it is. */
export function AdministratorText({ connection }: { readonly connection: ConnectionView }) {
  const check = useQuery(issuerQuery(connection.issuer, true)).data;
  const { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts } = inputOf(connection);
  const guide = useQuery(
    guideQuery(
      {
        issuer,
        scopes,
        redirectWays,
        redirectSpelling,
        loopbackHost,
        loopbackPorts,
        id: connection.id,
      },
      check?.ok === true,
    ),
  ).data;
  const text = guide?.ok === true ? guide.value.text : null;
  if (guide?.ok === false) return null;
  // Its place is there from the start: what comes from the network must not push the page about.
  if (check?.ok !== false) return <CopyButton text={text} label="Copy the text for an administrator" />;
  return isUnreached(check.failure) ? (
    <p>The text for an administrator is there as soon as {connection.host} can be reached.</p>
  ) : (
    <p>
      There is no text for an administrator yet, because {connection.host} did not answer as expected.
      “Continue setting up” shows why.
    </p>
  );
}
