import { assertNever } from '../../../../shared/result.ts';
import { noParent, type JsonIndex } from './json-index.ts';

/** Why a text is no JSON from some byte on. */
export type JsonFault =
  'value' | 'name' | 'colon' | 'comma' | 'escape' | 'control' | 'number' | 'behind' | 'ended' | 'too-many';

export interface JsonProblem {
  /** The byte at which it begins. */
  readonly at: number;
  readonly fault: JsonFault;
}

/** What may come next. */
type Expected = 'value' | 'first-element' | 'first-member' | 'name' | 'colon' | 'more' | 'end';

/** In the middle of what the text so far ends. */
type Token = 'none' | 'string' | 'number' | 'literal';

/** How far a number is (RFC 8259 §6). */
type NumberPart = 'minus' | 'zero' | 'integer' | 'point' | 'fraction' | 'e' | 'sign' | 'exponent';

const wholeNumber: ReadonlySet<NumberPart> = new Set(['zero', 'integer', 'fraction', 'exponent']);

const literals: Readonly<Record<number, string>> = { 0x74: 'true', 0x66: 'false', 0x6e: 'null' };

/**
 * Reads JSON (RFC 8259) byte by byte into an index, as it comes: pieces may end anywhere, also within a token. It keeps no
 * stack but the index itself, so depth costs nothing. It accepts what `JSON.parse` accepts, and stops at the first fault.
 */
export class JsonScanner {
  readonly #index: JsonIndex;
  #at = 0;
  #expected: Expected = 'value';
  #token: Token = 'none';
  #problem: JsonProblem | null = null;
  /** The object or array that is open. */
  #parent = noParent;
  #inObject = false;
  /** Where the name of the member that is read began. */
  #nameStart = 0;
  #inName = false;
  /** Characters of an escape that still have to come: -1 right behind the backslash. */
  #escape = 0;
  #number: NumberPart = 'minus';
  #literal = '';
  #literalAt = 0;

  constructor(index: JsonIndex) {
    this.#index = index;
  }

  get problem(): JsonProblem | null {
    return this.#problem;
  }

  /** Reads on. @param length bytes that are there; what was read before has to be there still */
  scan(bytes: Uint8Array, length: number): void {
    while (this.#at < length && this.#problem === null) {
      switch (this.#token) {
        case 'string':
          this.#readString(bytes, length);
          break;
        case 'number':
          this.#readNumber(bytes, length);
          break;
        case 'literal':
          this.#readLiteral(bytes[this.#at] ?? 0);
          break;
        case 'none':
          this.#readNext(bytes[this.#at] ?? 0);
          break;
        default:
          assertNever(this.#token);
      }
    }
  }

  /** Nothing more comes. */
  finish(): void {
    if (this.#problem !== null) return;
    if (this.#token === 'number' && wholeNumber.has(this.#number)) this.#token = 'none';
    const whole = this.#expected === 'end' && this.#token === 'none';
    if (!whole) this.#problem = { at: this.#at, fault: 'ended' };
  }

  /** A byte between tokens. */
  #readNext(byte: number): void {
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) {
      this.#at += 1;
      return;
    }
    switch (this.#expected) {
      case 'more':
        this.#readMore(byte);
        break;
      case 'first-element':
        if (byte === 0x5d) this.#close();
        else this.#readValue(byte);
        break;
      case 'value':
        this.#readValue(byte);
        break;
      case 'first-member':
        if (byte === 0x7d) this.#close();
        else this.#readName(byte);
        break;
      case 'name':
        this.#readName(byte);
        break;
      case 'colon':
        if (byte === 0x3a) {
          this.#at += 1;
          this.#expected = 'value';
        } else this.#fail('colon');
        break;
      case 'end':
        this.#fail('behind');
        break;
      default:
        assertNever(this.#expected);
    }
  }

  #readMore(byte: number): void {
    if (byte === 0x2c) {
      this.#at += 1;
      this.#expected = this.#inObject ? 'name' : 'value';
    } else if (byte === (this.#inObject ? 0x7d : 0x5d)) this.#close();
    else this.#fail('comma');
  }

  #readName(byte: number): void {
    if (byte !== 0x22) {
      this.#fail('name');
      return;
    }
    this.#nameStart = this.#at;
    this.#inName = true;
    this.#token = 'string';
    this.#at += 1;
  }

  #readValue(byte: number): void {
    if (this.#index.count === this.#index.most) {
      this.#fail('too-many');
      return;
    }
    if (byte === 0x7b || byte === 0x5b) {
      this.#inObject = this.#open(byte === 0x7b);
      return;
    }
    const literal = literals[byte];
    if (byte === 0x22) this.#token = 'string';
    else if (byte === 0x2d || isDigit(byte)) {
      this.#token = 'number';
      this.#number = byte === 0x2d ? 'minus' : byte === 0x30 ? 'zero' : 'integer';
    } else if (literal !== undefined) {
      this.#token = 'literal';
      this.#literal = literal;
      this.#literalAt = 1;
    } else {
      this.#fail('value');
      return;
    }
    this.#add('scalar');
    this.#expected = this.#parent === noParent ? 'end' : 'more';
    this.#at += 1;
  }

  #add(kind: 'scalar' | 'object' | 'array'): number {
    const member = this.#inObject;
    return this.#index.add(member ? this.#nameStart : this.#at, this.#parent, kind, member);
  }

  #open(object: boolean): boolean {
    this.#parent = this.#add(object ? 'object' : 'array');
    this.#expected = object ? 'first-member' : 'first-element';
    this.#at += 1;
    return object;
  }

  #close(): void {
    this.#index.close(this.#parent);
    this.#parent = this.#index.parentOf(this.#parent);
    this.#inObject = this.#parent !== noParent && this.#index.kindOf(this.#parent) === 'object';
    this.#expected = this.#parent === noParent ? 'end' : 'more';
    this.#at += 1;
  }

  #readString(bytes: Uint8Array, length: number): void {
    let at = this.#at;
    while (at < length) {
      const byte = bytes[at] ?? 0;
      if (this.#escape !== 0) {
        if (!this.#readEscape(byte)) {
          this.#at = at;
          this.#fail('escape');
          return;
        }
      } else if (byte === 0x22) {
        this.#at = at + 1;
        this.#endString();
        return;
      } else if (byte === 0x5c) this.#escape = -1;
      else if (byte < 0x20) {
        this.#at = at;
        this.#fail('control');
        return;
      }
      at += 1;
    }
    this.#at = at;
  }

  #endString(): void {
    this.#token = 'none';
    if (!this.#inName) return;
    this.#inName = false;
    this.#expected = 'colon';
  }

  /** Whether a byte may stand in an escape (RFC 8259 §7). */
  #readEscape(byte: number): boolean {
    if (this.#escape === -1) {
      this.#escape = byte === 0x75 ? 4 : 0;
      return byte === 0x75 || '"\\/bfnrt'.includes(String.fromCharCode(byte));
    }
    this.#escape -= 1;
    return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
  }

  #readNumber(bytes: Uint8Array, length: number): void {
    while (this.#at < length) {
      const next = nextPart(this.#number, bytes[this.#at] ?? 0);
      if (next === null) {
        if (wholeNumber.has(this.#number)) this.#token = 'none';
        else this.#fail('number');
        return;
      }
      this.#number = next;
      this.#at += 1;
    }
  }

  #readLiteral(byte: number): void {
    if (byte !== this.#literal.charCodeAt(this.#literalAt)) {
      this.#fail('value');
      return;
    }
    this.#at += 1;
    this.#literalAt += 1;
    if (this.#literalAt === this.#literal.length) this.#token = 'none';
  }

  #fail(fault: JsonFault): void {
    this.#problem = { at: this.#at, fault };
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** What a number becomes by another byte; null where that one does not belong to it. */
function nextPart(part: NumberPart, byte: number): NumberPart | null {
  const digit = isDigit(byte);
  const e = (byte | 0x20) === 0x65;
  switch (part) {
    case 'minus':
      if (!digit) return null;
      return byte === 0x30 ? 'zero' : 'integer';
    case 'zero':
    case 'integer':
      if (byte === 0x2e) return 'point';
      if (e) return 'e';
      return digit && part === 'integer' ? part : null;
    case 'point':
      return digit ? 'fraction' : null;
    case 'fraction':
      if (e) return 'e';
      return digit ? part : null;
    case 'e':
      if (byte === 0x2b || byte === 0x2d) return 'sign';
      return digit ? 'exponent' : null;
    case 'sign':
    case 'exponent':
      return digit ? 'exponent' : null;
    default:
      return assertNever(part);
  }
}
