import { Button } from '@mantine/core';
import { useLayoutEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';

import { byteSize } from '../../shared/byte-size.ts';
import type { BodyPart, ResponseView } from '../../shared/request.ts';
import { FailureView } from '../components/failure-view.tsx';
import {
  pageBytes,
  pageCount,
  pageSlot,
  pagesToDraw,
  type PageRange,
  type PageSight,
} from './answer/drawn-pages.ts';
import { useBodyPages, type PageBlock, type TextPage } from './answer/use-body-pages.ts';
import styles from './large-body.module.css';
import { selectedText } from './text-blocks.ts';

/** A page that is drawn, and what stands for it until it is read. */
interface DrawnPage {
  readonly page: number;
  readonly read: TextPage | null;
  readonly blocks: readonly PageBlock[];
}

/** A block that is seen, and how many pixels it begins below the top of what is seen. */
interface Anchor {
  readonly page: number;
  readonly block: number;
  readonly below: number;
}

/** A text that is too large for the page, scrolled through as one: only what is near the screen is read and drawn. */
export function LargeBody({
  requestId,
  size,
  start,
}: {
  readonly requestId: ResponseView['requestId'];
  /** Bytes of the whole body. */
  readonly size: number;
  readonly start: BodyPart;
}) {
  const pages = pageCount(size);
  const slot = pageSlot(pages);
  const area = useRef<HTMLElement>(null);
  const text = useRef<HTMLDivElement>(null);
  /** Whether the end is seen, or wanted: where it is shows only when the last page is drawn. */
  const atEnd = useRef(false);
  /** The first block that is seen: it stays where it is, whatever is drawn above it. */
  const anchor = useRef<Anchor | null>(null);
  const [range, setRange] = useState<PageRange>({ first: 0, last: 0 });
  const [seen, setSeen] = useState(0);
  const { at, read: pagesRead, failure } = useBodyPages(requestId, range, start);

  const drawn: DrawnPage[] = [];
  for (let page = range.first; page <= range.last; page += 1) {
    const read = at(page);
    drawn.push({ page, read, blocks: read?.blocks ?? [{ text: '', goesOn: true, height: slot }] });
  }

  const look = (): void => {
    if (area.current === null || text.current === null) return;
    const tops = topsOf(text.current, drawn);
    const sight = sightOf(area.current, text.current, drawn, tops);
    const above = Math.max(
      0,
      tops.findLastIndex((top) => top <= sight.top),
    );
    anchor.current = anchorOf(text.current, drawn, above, sight.top);
    setSeen(range.first + above);
    const next = pagesToDraw(range, sight, pages);
    if (next !== range) setRange((known) => (known === range ? next : known));
  };
  const scrollTo = (top: number): void => {
    const element = area.current;
    // Scrolling to where it is would end a movement that a wheel began.
    if (element !== null && Math.abs(top - element.scrollTop) >= 1) element.scrollTop = top;
  };
  const goToBeginning = (): void => {
    atEnd.current = false;
    scrollTo(0);
  };
  const goToEnd = (): void => {
    scrollTo(area.current?.scrollHeight ?? 0);
  };
  // A long way is not gone smoothly: what is drawn on it would end the movement.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.shiftKey || event.altKey || (event.key !== 'Home' && event.key !== 'End')) return;
    event.preventDefault();
    if (event.key === 'Home') goToBeginning();
    else goToEnd();
  };
  /** After something was laid out: what was seen is seen where it was. */
  const settle = (): void => {
    if (area.current === null || text.current === null) return;
    if (atEnd.current) goToEnd();
    else if (anchor.current !== null) {
      const block = blockAt(text.current, drawn, anchor.current);
      if (block !== null) scrollTo(block.offsetTop - anchor.current.below);
    }
    look();
  };
  const onScroll = (): void => {
    const element = area.current;
    if (element === null) return;
    atEnd.current = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
    look();
  };
  useLayoutEffect(() => {
    if (range.top === undefined) return;
    anchor.current = null;
    scrollTo(range.top);
  }, [range]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what is drawn may move what is seen
  useLayoutEffect(settle, [range, pagesRead]);
  // What is laid out for the first time is seldom as high as it was taken to be.
  useLayoutEffect(() => {
    const observer = new ResizeObserver(settle);
    for (const element of [area.current, text.current]) if (element !== null) observer.observe(element);
    return () => {
      observer.disconnect();
    };
  });

  const onCopy = (event: ClipboardEvent): void => {
    const selection = window.getSelection();
    if (selection === null || selection.rangeCount === 0) return;
    if (area.current === null || text.current === null) return;
    const covered = drawnRange(selection.getRangeAt(0), area.current, text.current);
    const copied = selectedText(
      drawn.flatMap(({ blocks }) => blocks),
      text.current,
      covered,
    );
    if (copied === null) return;
    event.clipboardData.setData('text/plain', copied);
    event.preventDefault();
  };

  const from = at(seen)?.from ?? seen * pageBytes;
  const to = at(seen)?.to ?? Math.min(size, from + pageBytes);
  return (
    <>
      <div className={styles['bar']}>
        <p className={styles['place']} title={`Bytes ${from} to ${to} of ${size}`}>
          {byteSize(from)} to {byteSize(to)} of {byteSize(size)}
        </p>
        <Button.Group>
          <Button variant="default" size="compact-sm" onClick={goToBeginning}>
            Beginning
          </Button>
          <Button variant="default" size="compact-sm" onClick={goToEnd}>
            End
          </Button>
        </Button.Group>
      </div>
      {failure === null ? null : <FailureView failure={failure} />}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- two of the keys that scroll go further than the browser would */}
      <section
        ref={area}
        className={styles['area']}
        aria-label="Response body"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling area must be reachable by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
        onScroll={onScroll}
        onCopy={onCopy}
      >
        <div style={{ height: range.first * slot }} />
        <div ref={text}>
          {drawn.flatMap(({ page, read, blocks }) =>
            blocks.map((block, index) => (
              <pre
                // oxlint-disable-next-line react/no-array-index-key -- blocks of a page never move
                key={`${String(page)}-${String(index)}`}
                style={
                  read === null
                    ? { height: slot }
                    : { containIntrinsicBlockSize: `auto ${String(block.height)}px` }
                }
              >
                {block.text}
              </pre>
            )),
          )}
        </div>
        <div style={{ height: (pages - 1 - range.last) * slot }} />
      </section>
    </>
  );
}

/** A range that ends in the space above or below what is drawn covers that up to its end. */
function drawnRange(selected: Range, area: HTMLElement, text: HTMLElement): Range {
  const range = selected.cloneRange();
  const isBeside = (node: Node): boolean => area.contains(node) && !text.contains(node);
  if (isBeside(selected.startContainer)) range.setStart(text, 0);
  if (isBeside(selected.endContainer)) range.setEnd(text, text.childNodes.length);
  return range;
}

/** Pixels from the top of everything at which each page that is drawn begins. */
function topsOf(text: HTMLElement, drawn: readonly DrawnPage[]): readonly number[] {
  const tops: number[] = [];
  let child = 0;
  for (const { blocks } of drawn) {
    const element = text.children.item(child);
    tops.push(element instanceof HTMLElement ? element.offsetTop : text.offsetTop);
    child += blocks.length;
  }
  return tops;
}

function anchorOf(text: HTMLElement, drawn: readonly DrawnPage[], above: number, top: number): Anchor | null {
  const one = drawn[above];
  if (one === undefined) return null;
  for (let block = 0; block < one.blocks.length; block += 1) {
    const element = blockAt(text, drawn, { page: one.page, block });
    if (element !== null && element.offsetTop + element.offsetHeight > top) {
      return { page: one.page, block, below: element.offsetTop - top };
    }
  }
  return null;
}

/** The element of a block; null where its page is not drawn, or has not been read. */
function blockAt(
  text: HTMLElement,
  drawn: readonly DrawnPage[],
  { page, block }: Pick<Anchor, 'page' | 'block'>,
): HTMLElement | null {
  let before = 0;
  for (const one of drawn) {
    if (one.page === page) {
      const element = one.read === null ? null : text.children.item(before + block);
      return element instanceof HTMLElement ? element : null;
    }
    before += one.blocks.length;
  }
  return null;
}

function sightOf(
  area: HTMLElement,
  text: HTMLElement,
  drawn: readonly DrawnPage[],
  tops: readonly number[],
): PageSight {
  const end = text.offsetTop + text.offsetHeight;
  return {
    top: area.scrollTop,
    bottom: area.scrollTop + area.clientHeight,
    begin: text.offsetTop,
    end,
    firstEnds: tops[1] ?? end,
    lastBegins: tops.at(-1) ?? text.offsetTop,
    firstIsRead: drawn[0]?.read !== null,
    lastIsRead: drawn.at(-1)?.read !== null,
  };
}
