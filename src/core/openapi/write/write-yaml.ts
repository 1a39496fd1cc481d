/**
 * Writes plain JSON values as YAML 1.2, a member a line, or two where its name is long. Texts stand in double quotes, as
 * JSON writes them, unless they are plain words: so nothing in them is ever taken for something else.
 */
export function writeYaml(value: unknown): string {
  return `${lines(value, '').join('\n')}\n`;
}

function lines(value: unknown, indent: string): readonly string[] {
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item: unknown) => {
      const [first = '', ...rest] = lines(item, `${indent}  `);
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
    });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0) {
    return Object.entries(value).flatMap(([name, each]: [string, unknown]) => {
      const inner = lines(each, `${indent}  `);
      const [only = ''] = inner;
      const key = scalar(name);
      const before = key.length > longestKey ? [`${indent}? ${key}`] : [];
      const own = `${indent}${before.length === 0 ? key : ''}:`;
      return isScalar(each) ? [...before, `${own} ${only.trimStart()}`] : [...before, own, ...inner];
    });
  }
  return [indent + scalar(value)];
}

/** Characters of a name that stands before its colon: YAML takes 1024, and a longer one on a line of its own. */
const longestKey = 1000;

function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** Words that mean something else in some version of YAML. */
const reserved = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

function scalar(value: unknown): string {
  if (typeof value === 'string' && /^[A-Za-z][\w/-]*$/.test(value) && !reserved.test(value)) return value;
  return JSON.stringify(value ?? null).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
