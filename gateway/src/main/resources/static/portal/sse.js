/**
 * One event of a stream, as the HTML standard reads `text/event-stream`
 * (section 9.2.6, Interpreting an event stream).
 * @typedef {{event: string, data: string, id: string | null}} ServerEvent
 */

/**
 * Reads a body as server-sent events. The browser's EventSource cannot send the purpose and the case
 * that every reading needs, so the stream is fetched and read here.
 * @param {ReadableStream<Uint8Array>} body
 * @param {() => void} heard called for every chunk, comments too: the line is alive
 * @returns {AsyncGenerator<ServerEvent>}
 */
export async function* serverEvents(body, heard) {
  const text = /** @type {ReadableWritablePair<string, any>} */ (new TextDecoderStream());
  const reader = body.pipeThrough(text).getReader();
  let rest = '';
  let lines = [];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      heard();
      rest += value;
      // A lone CR at the end may be half of a CRLF; it waits for the next chunk.
      const parts = rest.split(/\r\n|\n|\r(?!$)/);
      rest = parts.pop() ?? '';
      for (const line of parts) {
        if (line !== '') {
          lines.push(line);
          continue;
        }
        const event = eventOf(lines);
        lines = [];
        if (event) {
          yield event;
        }
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/**
 * @param {string[]} lines the fields between two blank lines
 * @returns {ServerEvent | null} null when there was no data (comments, a bare id)
 */
function eventOf(lines) {
  let event = 'message';
  let id = null;
  const data = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      event = value;
    } else if (field === 'data') {
      data.push(value);
    } else if (field === 'id' && !value.includes('\0')) {
      id = value;
    }
  }
  return data.length ? { event, data: data.join('\n'), id } : null;
}
