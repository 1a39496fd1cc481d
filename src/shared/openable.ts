/**
 * What may be handed to the system's own viewer, by its media type, with the ending that its file gets. Only what is looked at
 * or listened to: nothing that a program runs, and nothing that can bring something to be run along (pages, SVG, documents of
 * office programs, archives).
 */
const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-wav': 'wav',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tiff',
  'image/webp': 'webp',
  'text/plain': 'txt',
  'video/mp4': 'mp4',
  'video/ogg': 'ogv',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
};

/** Types by which an answer says nothing: the ending of its name decides. */
const saysNothing = new Set(['', 'application/octet-stream', 'binary/octet-stream', 'application/download']);

/** Whether an answer may be openable, by its type alone. */
export function mayBeOpenable(mediaType: string): boolean {
  return Object.hasOwn(endings, mediaType) || saysNothing.has(mediaType);
}

/**
 * The name under which an answer is handed to the system's viewer; null where it is not. The ending, by which systems choose
 * the program, is always one of the list above.
 * @param name a file name without a folder, safe on the three systems
 */
export function openableName(name: string, mediaType: string): string | null {
  const [, stem = name, written = ''] = /^(.+)\.([A-Za-z0-9]{1,8})$/.exec(name) ?? [];
  const own = written.toLowerCase();
  const known = Object.values(endings).includes(own) || own === 'jpeg' || own === 'tif';
  if (saysNothing.has(mediaType)) return known ? `${stem}.${own}` : null;
  const ending = Object.hasOwn(endings, mediaType) ? endings[mediaType] : undefined;
  return ending === undefined ? null : `${stem}.${ending}`;
}
