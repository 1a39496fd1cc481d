import { isCredentialHeader } from '../../src/core/collections/credentials.ts';
import { readCurl } from '../../src/core/curl/read-curl.ts';
import type { Events, LatchkeyApi } from '../../src/shared/ipc.ts';
import type { RequestDraft } from '../../src/shared/request.ts';
import type { RequestBody } from '../../src/shared/request-body.ts';
import { fail, succeed, type Failed } from '../../src/shared/result.ts';
import type { SavedItem, SavedPath, SaveRequestInput } from '../../src/shared/saved-request.ts';
import type { VariableView } from '../../src/shared/variable.ts';
import { failure, type Scenario } from './scenario.ts';

type SavedApi = Pick<
  LatchkeyApi,
  | 'listSaved'
  | 'openSaved'
  | 'takeSavedFiles'
  | 'saveRequest'
  | 'renameSaved'
  | 'moveSaved'
  | 'duplicateSaved'
  | 'addSavedFolder'
  | 'deleteSaved'
  | 'restoreSaved'
  | 'chooseSavedFolder'
  | 'openSavedFolder'
  | 'exportSaved'
  | 'exportOpenApi'
  | 'readOpenApi'
  | 'importOperations'
  | 'closeOpenApi'
  | 'readCurl'
  | 'copyAsCurl'
  | 'listVariables'
  | 'setVariable'
  | 'removeVariable'
  | 'restoreVariable'
>;

/** A body of the files that the scenario has beside its requests. */
function namingFiles({ savedFiles: { offered } }: Scenario): RequestBody | null {
  const parts = offered.map((path, at) => ({
    kind: 'file' as const,
    name: `file ${String(at + 1)}`,
    file: { ticket: null, name: path.replace(/^.*\//, ''), path },
  }));
  return parts.length === 0 ? null : { kind: 'multipart', parts };
}

const joined = (folder: SavedPath, name: string): SavedPath => (folder === '' ? name : `${folder}/${name}`);
const parent = (path: SavedPath): SavedPath => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A tree with what `edit` makes of the items of one folder. */
function edited(
  items: readonly SavedItem[],
  folder: SavedPath,
  edit: (items: readonly SavedItem[]) => readonly SavedItem[],
): readonly SavedItem[] {
  if (folder === '') return edit(items);
  return items.map((item) =>
    item.kind !== 'folder' || (item.path !== folder && !folder.startsWith(`${item.path}/`))
      ? item
      : { ...item, items: item.path === folder ? edit(item.items) : edited(item.items, folder, edit) },
  );
}

function found(items: readonly SavedItem[], path: SavedPath): SavedItem {
  for (const item of items) {
    if (item.path === path) return item;
    if (item.kind === 'folder' && path.startsWith(`${item.path}/`)) return found(item.items, path);
  }
  throw new Error(`The fake has nothing at ${path}`);
}

/** An item, with all that is in it, at another path. */
function movedTo(item: SavedItem, path: SavedPath): SavedItem {
  if (item.kind !== 'folder') return { ...item, path };
  const inside = item.items.map((each) => movedTo(each, path + each.path.slice(item.path.length)));
  return { ...item, path, items: inside };
}

/** Saved requests, variables and curl, in memory. What is written to no disk needs no careful names. */
export function createFakeSaved(
  scenario: Scenario,
  /** Records the call, waits, and answers with the failure that the scenario has for it. */
  record: (command: keyof SavedApi, input: unknown) => Promise<Failed | null>,
  emit: (event: 'savedChanged', payload: Events['savedChanged']) => void,
): SavedApi {
  let items = scenario.saved;
  let variables = scenario.variables;
  const requests = new Map<SavedPath, RequestDraft>();
  let removedVariables = 0;
  const removed = new Map<string, { readonly path: SavedPath; readonly items: readonly SavedItem[] }>();
  let revision = 1;

  const view = (id: string): Events['savedChanged'] => ({
    connectionId: id,
    folder: '/home/ada/acme/requests',
    items,
    failure: null,
  });
  const change = (id: string, next: readonly SavedItem[]): void => {
    items = next;
    emit('savedChanged', view(id));
  };
  const moveRequests = (from: SavedPath, to: SavedPath): void => {
    const inside = [...requests].filter(([path]) => path === from || path.startsWith(`${from}/`));
    for (const [path, request] of inside) {
      requests.delete(path);
      requests.set(to + path.slice(from.length), request);
    }
  };
  const hex = (): string => String(revision).padStart(32, '0');
  const opened = (path: SavedPath) => {
    const item = found(items, path);
    if (item.kind !== 'request') throw new Error(`The fake cannot open ${path}`);
    const request = requests.get(path) ?? {
      method: item.method,
      url: item.url,
      headers: [],
      body: item.method === 'POST' ? namingFiles(scenario) : null,
      authorization: 'on' as const,
    };
    return { path, name: item.name, request, revision: hex() };
  };

  function save({ id, path, folder, name, request, sealSecrets }: SaveRequestInput) {
    const open = request.headers.find(
      ([header, value]) => isCredentialHeader(header) && !value.includes('{{'),
    );
    if (open !== undefined && !sealSecrets) {
      return fail(
        failure({
          code: 'secret-in-request',
          what: 'The request holds a secret, and files of saved requests hold none.',
          why: `It stands in the header ${open[0]}.`,
          next: 'Keep it as a secret variable.',
          details: { suggestion: open[0].toLowerCase() },
        }),
      );
    }
    const sealed: RequestDraft = {
      ...request,
      headers: request.headers.map(([header, value]) =>
        header === open?.[0]
          ? ([header, `{{${header.toLowerCase()}}}`] as const)
          : ([header, value] as const),
      ),
    };
    const to = path ?? joined(folder, `${name}.http`);
    const item: SavedItem = { kind: 'request', path: to, name, method: sealed.method, url: sealed.url };
    requests.set(to, sealed);
    revision += 1;
    change(
      id,
      edited(items, parent(to), (all) =>
        all.some((each) => each.path === to)
          ? all.map((each) => (each.path === to ? item : each))
          : [...all, item],
      ),
    );
    return succeed({ path: to, name, request: sealed, revision: hex() });
  }

  const after = async <T>(command: keyof SavedApi, input: unknown, work: () => T) =>
    (await record(command, input)) ?? succeed(work());

  const setList = (scope: string, edit: (list: readonly VariableView[]) => readonly VariableView[]): void => {
    const key = scope === 'global' ? 'global' : 'connection';
    variables = { ...variables, [key]: edit(variables[key]) };
  };

  return {
    listSaved: (input) => after('listSaved', input, () => view(input.id)),
    openSaved: (input) => after('openSaved', input, () => opened(input.path)),
    takeSavedFiles: (input) => {
      const { offered, files } = scenario.savedFiles;
      return after('takeSavedFiles', input, () =>
        input.agreed ? { files, offered: [] } : { files: [], offered },
      );
    },
    saveRequest: async (input) => (await record('saveRequest', input)) ?? save(input),
    exportOpenApi: (input) =>
      after('exportOpenApi', input, () => ({
        path: '/home/ada/Acme API.yaml',
        requests: 7,
        leftOut: [
          {
            name: 'Notes again',
            why: '“List notes” has the same method and path, and a document holds one.',
          },
          { name: 'بحث', why: 'OpenAPI has no method PROPFIND.' },
        ],
      })),
    exportSaved: (input) => after('exportSaved', input, () => ({ path: '/home/ada/export' })),
    readOpenApi: (input) => after('readOpenApi', input, () => scenario.openApi),
    importOperations: (input) =>
      after('importOperations', input, () => {
        const { title = '', operations = [] } = scenario.openApi ?? {};
        const inside = operations
          .filter(({ index }) => input.operations.includes(index))
          .map(({ name, method, path }): SavedItem => ({
            kind: 'request',
            path: `${title}/${name}.http`,
            name,
            method,
            url: `{{server}}${path}`,
          }));
        change(input.id, [...items, { kind: 'folder', path: title, name: title, items: inside }]);
        return { folder: title, requests: inside.length };
      }),
    closeOpenApi: () => after('closeOpenApi', null, () => null),
    renameSaved: (input) =>
      after('renameSaved', input, () => {
        const path = joined(
          parent(input.path),
          `${input.name}${input.path.endsWith('.http') ? '.http' : ''}`,
        );
        change(
          input.id,
          edited(items, parent(input.path), (all) =>
            all.map((each) =>
              each.path === input.path ? movedTo({ ...each, name: input.name }, path) : each,
            ),
          ),
        );
        moveRequests(input.path, path);
        return { path };
      }),
    moveSaved: (input) =>
      after('moveSaved', input, () => {
        const item = found(items, input.path);
        const path = joined(input.folder, input.path.slice(input.path.lastIndexOf('/') + 1));
        const rest = edited(items, parent(input.path), (all) => all.filter((each) => each !== item));
        change(
          input.id,
          edited(rest, input.folder, (all) => {
            const at = all.findIndex((each) => each.path === input.before);
            return at < 0
              ? [...all, movedTo(item, path)]
              : [...all.slice(0, at), movedTo(item, path), ...all.slice(at)];
          }),
        );
        moveRequests(input.path, path);
        return { path };
      }),
    duplicateSaved: (input) =>
      after('duplicateSaved', input, () => {
        const item = found(items, input.path);
        const path = input.path.replace(/(\.http)?$/, ' copy.http');
        change(
          input.id,
          edited(items, parent(input.path), (all) =>
            all.flatMap((each) =>
              each === item ? [each, { ...each, path, name: `${each.name} copy` }] : [each],
            ),
          ),
        );
        return { path };
      }),
    addSavedFolder: (input) =>
      after('addSavedFolder', input, () => {
        const path = joined(input.folder, input.name);
        const folder: SavedItem = { kind: 'folder', path, name: input.name, items: [] };
        change(
          input.id,
          edited(items, input.folder, (all) => [...all, folder]),
        );
        return { path };
      }),
    deleteSaved: (input) =>
      after('deleteSaved', input, () => {
        const undo = String(removed.size + 1);
        const folder = parent(input.path);
        removed.set(undo, { path: input.path, items });
        change(
          input.id,
          edited(items, folder, (all) => all.filter((each) => each.path !== input.path)),
        );
        return { undo };
      }),
    restoreSaved: (input) =>
      after('restoreSaved', input, () => {
        const gone = removed.get(input.undo);
        if (gone === undefined) throw new Error(`The fake removed nothing as ${input.undo}`);
        change(input.id, gone.items);
        return { path: gone.path };
      }),
    chooseSavedFolder: (input) => after('chooseSavedFolder', input, () => view(input.id)),
    openSavedFolder: (input) => after('openSavedFolder', input, () => null),
    readCurl: async (input) => (await record('readCurl', input)) ?? readCurl(input.text),
    copyAsCurl: (input) => after('copyAsCurl', input, () => null),
    listVariables: (input) => after('listVariables', input, () => variables),
    setVariable: (input) =>
      after('setVariable', input, () => {
        const variable: VariableView = input.secret
          ? { kind: 'secret', name: input.name, state: 'sealed' }
          : { kind: 'plain', name: input.name, value: input.value ?? '' };
        setList(input.scope, (list) =>
          list.some(({ name }) => name === input.previousName)
            ? list.map((each) => (each.name === input.previousName ? variable : each))
            : [...list, variable],
        );
        return null;
      }),
    removeVariable: (input) =>
      after('removeVariable', input, () => {
        setList(input.scope, (list) => list.filter(({ name }) => name !== input.name));
        removedVariables += 1;
        return { undo: String(removedVariables) };
      }),
    restoreVariable: (input) => after('restoreVariable', input, () => null),
  };
}
