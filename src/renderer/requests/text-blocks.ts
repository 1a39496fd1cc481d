/** What is laid out at once: more than a screen, and quick to lay out whatever is in it. */
const mostLines = 200;
const mostCharacters = 4000;

/** A piece of a text. */
export interface TextBlock {
  readonly text: string;
  /** Whether the line that it ends with goes on in the next one; else a line break stands between them. */
  readonly goesOn: boolean;
}

/**
 * Cuts a text into blocks, so that a long one is laid out a screen at a time: between lines, and where a line is longer than
 * that, within it. Never within a character.
 */
export function textBlocks(text: string): readonly TextBlock[] {
  const blocks: TextBlock[] = [];
  let lineEnd = -1;
  for (let at = 0; at <= text.length;) {
    let end = at;
    for (let lines = 0; lines < mostLines && end <= text.length; lines += 1) {
      if (lineEnd < end) lineEnd = endOfLine(text, end);
      if (lineEnd - at > mostCharacters) break;
      end = lineEnd + 1;
    }
    if (end > at) {
      blocks.push({ text: text.slice(at, end - 1), goesOn: false });
      at = end;
    } else {
      const cut = cutBetween(text, at + mostCharacters);
      blocks.push({ text: text.slice(at, cut), goesOn: true });
      at = cut;
    }
  }
  return blocks;
}

/**
 * The text that a range covers, as it was before it was cut into blocks. Null where it goes beyond these.
 * @param section holds an element for each block, and in each its text
 */
export function selectedText(blocks: readonly TextBlock[], section: Element, range: Range): string | null {
  const from = placeIn(section, range.startContainer, range.startOffset);
  const to = placeIn(section, range.endContainer, range.endOffset);
  if (from === null || to === null) return null;
  return blocks
    .slice(from.block, to.block + 1)
    .map(({ text, goesOn }, index) => {
      const block = from.block + index;
      const begin = block === from.block ? from.offset : 0;
      return block === to.block ? text.slice(begin, to.offset) : text.slice(begin) + (goesOn ? '' : '\n');
    })
    .join('');
}

interface Place {
  readonly block: number;
  /** Characters in it. */
  readonly offset: number;
}

function placeIn(section: Element, container: Node, offset: number): Place | null {
  if (container === section) {
    return offset < section.children.length
      ? { block: offset, offset: 0 }
      : { block: offset - 1, offset: Number.POSITIVE_INFINITY };
  }
  const block = Array.from(section.children).findIndex((element) => element.contains(container));
  if (block === -1) return null;
  if (container.nodeType === Node.TEXT_NODE) return { block, offset };
  return { block, offset: offset === 0 ? 0 : Number.POSITIVE_INFINITY };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** Not between the halves of a surrogate pair. */
function cutBetween(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc_00 && unit <= 0xdf_ff ? at - 1 : at;
}
