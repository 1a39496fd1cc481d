import type { LatchkeyApi } from '../../src/shared/ipc.ts';
import { succeed, type Failed } from '../../src/shared/result.ts';
import type { Scenario } from './scenario.ts';

type ConnectionsFileApi = Pick<
  LatchkeyApi,
  'exportConnections' | 'readConnectionsFile' | 'importConnections' | 'closeConnectionsFile' | 'undoImport'
>;

/** The file of the scenario; what is imported of it is counted and nothing more. */
export function createFakeConnectionsFile(
  scenario: Scenario,
  record: (command: keyof ConnectionsFileApi, input: unknown) => Promise<Failed | null>,
): ConnectionsFileApi {
  return {
    exportConnections: async (input) =>
      (await record('exportConnections', input)) ??
      succeed({
        path: '/home/ada/connections.json',
        connections: input.id === null ? scenario.connections.length : 1,
        notes: [],
      }),
    readConnectionsFile: async () =>
      (await record('readConnectionsFile', null)) ?? succeed(scenario.connectionsFile),
    importConnections: async (input) => {
      const as = (wanted: 'new' | 'replace') => input.choices.filter((choice) => choice.as === wanted).length;
      return (
        (await record('importConnections', input)) ??
        succeed({ undo: '1', added: as('new'), replaced: as('replace') })
      );
    },
    closeConnectionsFile: async (input) => (await record('closeConnectionsFile', input)) ?? succeed(null),
    undoImport: async (input) => (await record('undoImport', input)) ?? succeed({ kept: 0 }),
  };
}
