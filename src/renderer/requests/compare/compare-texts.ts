import { indentedJson } from '../body-text.ts';
import { compareLines, type ComparedLines } from './compare-lines.ts';
import type { Side } from './compared-answer.ts';

/** Two texts, line by line. */
export interface ComparedTexts extends ComparedLines {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

/** Compares two texts; both are indented where both are JSON. */
export function compareTexts(left: Side, right: Side): ComparedTexts {
  const json = left.json && right.json;
  const leftLines = linesOf(left.text, json);
  const rightLines = linesOf(right.text, json);
  return { left: leftLines, right: rightLines, ...compareLines(leftLines, rightLines) };
}

function linesOf(text: string, json: boolean): string[] {
  return (json ? indentedJson(text) : text).split(/\r\n|\n/);
}
