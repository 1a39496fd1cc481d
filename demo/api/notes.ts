import { randomBytes } from 'node:crypto';
import type { StoredNote } from '../state/demo-state.ts';
import type { StateStore } from '../state/state-store.ts';

export interface NoteInput {
  readonly title: string;
  readonly text: string;
}

export interface Notes {
  list(owner: string): readonly StoredNote[];
  get(owner: string, id: string): StoredNote | undefined;
  create(owner: string, input: NoteInput): Promise<StoredNote>;
  update(owner: string, id: string, changes: Partial<NoteInput>): Promise<StoredNote | undefined>;
  remove(owner: string, id: string): Promise<boolean>;
}

export const longestTitle = 200;
export const longestText = 20_000;
const mostNotes = 500;

/** Thrown when a person has as many notes as the demo keeps. */
export class TooManyNotes extends Error {
  readonly code = 'too-many-notes';
}

const firstNotes: Readonly<Record<string, readonly NoteInput[]>> = {
  ada: [
    { title: 'Analytical engine', text: 'Order of operations for the Bernoulli numbers: see note G.' },
    { title: 'Letters', text: 'Answer Babbage before Thursday.' },
  ],
  grace: [
    { title: 'Compiler', text: 'A-0 links subroutines; next, words instead of symbols.' },
    { title: 'Relay 70, panel F', text: 'First actual case of bug being found.' },
  ],
};

/** Each person's notes, kept with the demo's state. */
export function createNotes(store: StateStore, now: () => Date = () => new Date()): Notes {
  const { state } = store;
  const fresh = (owner: string, input: NoteInput): StoredNote => {
    const at = now().toISOString();
    return { id: randomBytes(6).toString('hex'), owner, ...input, createdAt: at, updatedAt: at };
  };
  if (state.notes.length === 0) {
    state.notes = Object.entries(firstNotes).flatMap(([owner, inputs]) =>
      inputs.map((input) => fresh(owner, input)),
    );
  }
  const list = (owner: string): readonly StoredNote[] => state.notes.filter((note) => note.owner === owner);
  const get = (owner: string, id: string): StoredNote | undefined =>
    list(owner).find((note) => note.id === id);

  return {
    list,
    get,
    async create(owner, input) {
      if (list(owner).length >= mostNotes) throw new TooManyNotes(`The demo keeps ${mostNotes} notes.`);
      const note = fresh(owner, input);
      state.notes = [...state.notes, note];
      await store.save();
      return note;
    },
    async update(owner, id, changes) {
      const note = get(owner, id);
      if (note === undefined) return undefined;
      const changed = { ...note, ...changes, updatedAt: now().toISOString() };
      state.notes = state.notes.map((other) => (other === note ? changed : other));
      await store.save();
      return changed;
    },
    async remove(owner, id) {
      const note = get(owner, id);
      if (note === undefined) return false;
      state.notes = state.notes.filter((other) => other !== note);
      await store.save();
      return true;
    },
  };
}
