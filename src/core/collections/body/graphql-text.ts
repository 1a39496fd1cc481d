interface GraphqlTexts {
  readonly query: string;
  readonly variables: string;
}

/** The query, an empty line, and the variables where there are any. */
export function writeGraphqlText({ query, variables }: GraphqlTexts): string {
  return variables === '' ? query : `${query}\n\n${variables}`;
}

/** How many lines the query has, where the text alone would be read otherwise; else null. */
export function queryLinesToSay(texts: GraphqlTexts): number | null {
  const read = readGraphqlText(writeGraphqlText(texts), null);
  const same = read.query === texts.query && read.variables === texts.variables;
  return same ? null : texts.query.split('\n').length;
}

/** Variables begin with the last `{` that follows an empty line, if the file does not say how many lines the query has. */
export function readGraphqlText(text: string, queryLines: number | null): GraphqlTexts {
  if (queryLines !== null) {
    const lines = text.split('\n');
    return {
      query: lines.slice(0, queryLines).join('\n'),
      variables: lines.slice(queryLines + 1).join('\n'),
    };
  }
  const at = text.lastIndexOf('\n\n{');
  return at < 0
    ? { query: text, variables: '' }
    : { query: text.slice(0, at), variables: text.slice(at + 2) };
}
