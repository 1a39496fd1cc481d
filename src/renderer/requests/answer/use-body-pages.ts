import { useEffect, useMemo, useState } from 'react';

import type { Failure } from '../../../shared/failure.ts';
import type { BodyPart } from '../../../shared/request.ts';
import { assertNever } from '../../../shared/result.ts';
import { visibleText } from '../../words/visible-text.ts';
import { textBlocks, type TextBlock } from '../text-blocks.ts';
import { bytesOf } from './base64.ts';
import { pageBytes, type PageRange } from './drawn-pages.ts';
import { hexLines } from './hex-lines.ts';

/** Pages that are kept on either side of those that are drawn. */
const keptBeyond = 8;

/** Pixels of a line; large-body.module.css has the same. */
const lineHeight = 18.75;
/** Characters that are taken to be in a line at most. */
const lineCharacters = 120;

/** A block of a page, and how high it is taken to be until it is laid out, in pixels. */
export interface PageBlock extends TextBlock {
  readonly height: number;
}

/** A page of a text, cut into blocks; each begins with the beginning of a line, where lines are not very long. */
export interface TextPage {
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly PageBlock[];
}

export interface BodyPages {
  /** Null: it is being read. */
  readonly at: (page: number) => TextPage | null;
  /** Another one whenever a page has been read. */
  readonly read: ReadonlyMap<number, TextPage>;
  readonly failure: Failure | null;
}

/**
 * The pages of a text that are drawn, read as they are.
 * @param start the beginning of the text, which stands for the first page until that is read
 */
export function useBodyPages(requestId: string, { first, last }: PageRange, start: BodyPart): BodyPages {
  const [pages, setPages] = useState<ReadonlyMap<number, TextPage>>(new Map());
  const [failure, setFailure] = useState<Failure | null>(null);
  const beginning = useMemo(() => pageOf(start), [start]);

  useEffect(() => {
    let current = true;
    const near = (page: number): boolean => page >= first - keptBeyond && page <= last + keptBeyond;
    const read = async (page: number): Promise<void> => {
      const from = page * pageBytes;
      const result = await window.latchkey.readResponse({ requestId, from, length: pageBytes, as: 'lines' });
      if (!current) return;
      if (!result.ok) {
        setFailure(result.failure);
        return;
      }
      setFailure(null);
      setPages((known) => new Map([...known].filter(([at]) => near(at))).set(page, pageOf(result.value)));
    };
    for (let page = first; page <= last; page += 1) {
      if (!pages.has(page)) void read(page);
    }
    return () => {
      current = false;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- what was read is no reason to read again
  }, [requestId, first, last]);

  return { at: (page) => pages.get(page) ?? (page === 0 ? beginning : null), read: pages, failure };
}

function pageOf({ from, to, content }: BodyPart): TextPage {
  const blocks = textBlocks(visibleText(textOf(content, from)));
  return {
    from,
    to,
    blocks: blocks.map(({ text, goesOn }, index) => ({
      text,
      // A line feed at the end of a page is in its last block.
      goesOn: goesOn || index === blocks.length - 1,
      height: heightOf(text),
    })),
  };
}

function heightOf(text: string): number {
  let lines = 0;
  for (const line of text.split('\n')) lines += Math.max(1, Math.ceil(line.length / lineCharacters));
  return lines * lineHeight;
}

function textOf(content: BodyPart['content'], from: number): string {
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'bytes':
      return hexLines(bytesOf(content.base64), from);
    default:
      return assertNever(content);
  }
}
