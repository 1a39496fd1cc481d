import { BodyTooLarge, readBody } from '../net/body.ts';
import { sendJson, sendProblem } from './answer.ts';
import { longestText, longestTitle, TooManyNotes } from './notes.ts';
import type { NoteInput, Notes } from './notes.ts';
import type { Call, Route } from './route.ts';

/** Create, read, update and delete under `notes:read` and `notes:write`. */
export function noteRoutes(notes: Notes): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^\/v1\/notes$/,
      scopes: ['notes:read'],
      answer: ({ response, token }) => {
        sendJson(response, 200, { notes: notes.list(token.subject).map(publicNote) });
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/notes$/,
      scopes: ['notes:write'],
      answer: async (call) => {
        const input = await readNote(call);
        if (input === null) return;
        if (input.title === undefined) {
          sendProblem(call.response, 400, 'invalid_note', 'A note needs a title.');
          return;
        }
        try {
          const note = await notes.create(call.token.subject, { title: input.title, text: input.text ?? '' });
          sendJson(call.response, 201, publicNote(note), { Location: `/v1/notes/${note.id}` });
        } catch (error) {
          if (!(error instanceof TooManyNotes)) throw error;
          sendProblem(call.response, 409, 'too_many_notes', error.message);
        }
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/notes\/([\w-]+)$/,
      scopes: ['notes:read'],
      answer: ({ parameters, response, token }) => {
        const note = notes.get(token.subject, parameters[0] ?? '');
        if (note === undefined) sendNoNote(response);
        else sendJson(response, 200, publicNote(note));
      },
    },
    ...(['PUT', 'PATCH'] as const).map((method) => ({
      method,
      path: /^\/v1\/notes\/([\w-]+)$/,
      scopes: ['notes:write'],
      answer: async (call: Call): Promise<void> => {
        const input = await readNote(call);
        if (input === null) return;
        if (method === 'PUT' && input.title === undefined) {
          sendProblem(call.response, 400, 'invalid_note', 'A note needs a title.');
          return;
        }
        const changes = method === 'PUT' ? { text: '', ...input } : input;
        const note = await notes.update(call.token.subject, call.parameters[0] ?? '', changes);
        if (note === undefined) sendNoNote(call.response);
        else sendJson(call.response, 200, publicNote(note));
      },
    })),
    {
      method: 'DELETE',
      path: /^\/v1\/notes\/([\w-]+)$/,
      scopes: ['notes:write'],
      answer: async ({ parameters, response, token }) => {
        if (await notes.remove(token.subject, parameters[0] ?? '')) response.writeHead(204).end();
        else sendNoNote(response);
      },
    },
  ];
}

function publicNote(note: {
  id: string;
  title: string;
  text: string;
  createdAt: string;
  updatedAt: string;
}): object {
  return {
    id: note.id,
    title: note.title,
    text: note.text,
    createdAt: note.createdAt,
    updatedAt: note.updatedAt,
  };
}

function sendNoNote(response: Call['response']): void {
  sendProblem(response, 404, 'not_found', 'You have no note with this id.');
}

/** The note in a request's body; null when it was refused and answered. */
async function readNote({ request, response }: Call): Promise<Partial<NoteInput> | null> {
  const refuse = (status: number, error: string, message: string): null => {
    sendProblem(response, status, error, message);
    return null;
  };
  let value: unknown;
  try {
    value = JSON.parse((await readBody(request, 65_536)).toString('utf8'));
  } catch (error) {
    return error instanceof BodyTooLarge
      ? refuse(413, 'too_large', error.message)
      : refuse(400, 'invalid_json', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(400, 'invalid_note', 'A note is an object with a title and a text.');
  }
  const title: unknown = Reflect.get(value, 'title');
  const text: unknown = Reflect.get(value, 'text');
  if (title !== undefined && (typeof title !== 'string' || title === '' || title.length > longestTitle)) {
    return refuse(400, 'invalid_note', `The title is a text of 1 to ${longestTitle} characters.`);
  }
  if (text !== undefined && (typeof text !== 'string' || text.length > longestText)) {
    return refuse(400, 'invalid_note', `The text has at most ${longestText} characters.`);
  }
  return { ...(title === undefined ? {} : { title }), ...(text === undefined ? {} : { text }) };
}
