import type { Clock } from '../../core/ports/clock.ts';
import { fetchDocument, type FetchedDocument } from '../../core/openapi/fetch-document.ts';
import type { Result } from '../../shared/result.ts';
import type { Network } from '../network/create-network.ts';
import { createOpenApiDocuments, type OpenApiDocuments } from '../open-api/open-api-documents.ts';
import { forkDocument } from '../open-api/fork-document.ts';

export interface OpenApiDeps {
  readonly clock: Clock;
  readonly network: Pick<Network, 'fetchFor'>;
  /** The bundle of the process that reads a document. */
  readonly entry: string;
}

/** Reading documents that describe APIs. */
export interface OpenApiReading {
  readonly documents: OpenApiDocuments;
  readonly fetchDocument: (url: string, signal: AbortSignal) => Promise<Result<FetchedDocument>>;
}

export function wireOpenApi({ clock, network, entry }: OpenApiDeps): OpenApiReading {
  return {
    documents: createOpenApiDocuments({
      fork: () => forkDocument(entry),
      after: clock.after.bind(clock),
    }),
    // A network of its own, which knows nothing of any connection.
    fetchDocument: (url, signal) =>
      fetchDocument(url, { fetch: network.fetchFor('document-import'), clock, signal }),
  };
}
