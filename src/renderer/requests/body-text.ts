import { formatJson } from './format-json.ts';

/** JSON indented for reading; anything that does not parse stays as it came. */
export function indentedJson(text: string): string {
  return isJson(text) ? formatJson(text) : text;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
